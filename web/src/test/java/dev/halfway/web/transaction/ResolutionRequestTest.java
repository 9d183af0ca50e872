package dev.halfway.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.halfway.ra.api.Verdict;
import dev.halfway.web.input.Validated;
import dev.halfway.web.json.StrictJson;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.Problems;
import dev.halfway.web.testing.Answers;
import dev.halfway.web.transaction.ResolutionRequest.Decision;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionRequestTest {

  @ParameterizedTest
  @EnumSource
  void aDecisionIsTheVerdictOfThatName(Decision decision) {
    assertThat(decision.verdict()).isEqualTo(Verdict.valueOf(decision.name()));
  }

  @Test
  void everyVerdictButUnknownCanBeDecided() {
    assertThat(Decision.values()).hasSize(Verdict.values().length - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNKNOWN", "commit", ""})
  void whatIsNoDecisionIsNamed(String verdict) {
    try {
      throw new AssertionError(read("{\"verdict\":\"" + verdict + "\",\"reason\":\"r\"}"));
    } catch (JsonProcessingException e) {
      try (Response answer = Problems.of(e)) {
        assertThat(Answers.errorsOf(answer))
            .containsExactly(
                new Problem.FieldError("verdict", "must be one of [COMMIT, ROLLBACK]"));
      }
    }
  }

  @Test
  void bothAreNeeded() throws JsonProcessingException {
    assertThat(Validated.errorsOf(read("{}")))
        .containsExactly("reason is missing", "verdict is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "order 4711 was cancelled, see ticket 815", "已取消", "🎉"})
  void aReasonIsText(String reason) {
    assertThat(Validated.errorsOf(new ResolutionRequest(Decision.COMMIT, reason))).isEmpty();
  }

  @Test
  void aReasonHasUpTo255Characters() {
    assertThat(Validated.errorsOf(new ResolutionRequest(Decision.COMMIT, "x".repeat(255))))
        .isEmpty();
    assertThat(Validated.errorsOf(new ResolutionRequest(Decision.COMMIT, "x".repeat(256))))
        .containsExactly("reason must have 1 to 255 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000", "\u200B", "a\u0000b", "a\nb", "a\u202Eb", " a", "a "})
  void aReasonThatCannotBeSeenIsNone(String reason) {
    assertThat(Validated.errorsOf(new ResolutionRequest(Decision.COMMIT, reason)))
        .isNotEmpty()
        .allMatch(error -> error.startsWith("reason must "));
  }

  private static ResolutionRequest read(String json) throws JsonProcessingException {
    return StrictJson.mapper().readValue(json, ResolutionRequest.class);
  }
}
