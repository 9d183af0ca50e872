package dev.halfway.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.ComparisonRequest;
import dev.halfway.web.shared.Answers;
import dev.halfway.web.shared.Problem;
import dev.halfway.web.shared.Validated;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonBodyTest {

  @Test
  void whatIsNotSaidHasADefault() {
    ComparisonBody body = new ComparisonBody(null, null, null, null);

    assertThat(Validated.errorsOf(body)).isEmpty();
    assertThat(body.toRequest())
        .isEqualTo(new ComparisonRequest(Arrays.asList(Mode.values()), 1_000, 8, false));
  }

  @Test
  void modesAreInTheOrderAskedFor() {
    ComparisonBody body = new ComparisonBody(List.of("outbox", "half"), 1, 64, true);

    assertThat(Validated.errorsOf(body)).isEmpty();
    assertThat(body.toRequest())
        .isEqualTo(new ComparisonRequest(List.of(Mode.OUTBOX, Mode.HALF), 1, 64, true));
  }

  @Test
  void aModeIsNotNamedTwice() {
    ComparisonBody body = new ComparisonBody(List.of("half", "xa", "half"), 1, 1, null);

    try (Response answer = Answers.refusal(body::toRequest)) {
      assertThat(answer.getStatus()).isEqualTo(400);
      assertThat(Answers.errorsOf(answer))
          .containsExactly(new Problem.FieldError("modes", "must not name a mode twice"));
    }
  }

  @Test
  void limitsAreNamed() {
    assertThat(Validated.errorsOf(new ComparisonBody(List.of(), 0, 65, null)))
        .containsExactlyInAnyOrder(
            "modes must have 1 to 4 modes",
            "orders must be from 1 to 1000000",
            "concurrency must be from 1 to 64");
    assertThat(Validated.errorsOf(new ComparisonBody(Arrays.asList("XA", null), 1, 1, null)))
        .containsExactlyInAnyOrder(
            "modes[0] must be plain, xa, half or outbox", "modes[1] is missing");
  }
}
