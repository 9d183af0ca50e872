package dev.halfway.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.ComparisonRequest;
import dev.halfway.transaction.comparison.FaultPoint;
import dev.halfway.web.input.Validated;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.testing.Answers;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonBodyTest {

  @Test
  void whatIsNotSaidHasADefault() {
    ComparisonBody body = new ComparisonBody(null, null, null, null, null, null);

    assertThat(Validated.errorsOf(body)).isEmpty();
    assertThat(body.toRequest())
        .isEqualTo(
            new ComparisonRequest(Arrays.asList(Mode.values()), 1_000, 8, false, Map.of(), 1));
  }

  @Test
  void modesAreInTheOrderAskedFor() {
    ComparisonBody body = new ComparisonBody(List.of("outbox", "half"), 1, 64, true, null, null);

    assertThat(Validated.errorsOf(body)).isEmpty();
    assertThat(body.toRequest())
        .isEqualTo(
            new ComparisonRequest(List.of(Mode.OUTBOX, Mode.HALF), 1, 64, true, Map.of(), 1));
  }

  @Test
  void aModeIsNotNamedTwice() {
    ComparisonBody body = new ComparisonBody(List.of("half", "xa", "half"), 1, 1, null, null, null);

    try (Response answer = Answers.refusal(body::toRequest)) {
      assertThat(answer.getStatus()).isEqualTo(400);
      assertThat(Answers.errorsOf(answer))
          .containsExactly(new Problem.FieldError("modes", "must not name a mode twice"));
    }
  }

  @Test
  void faultsAreNamedByTheirPoints() {
    ComparisonBody body =
        new ComparisonBody(
            null, null, null, null, Map.of("relay-dies", 0.0, "broker-gone", 1.0), 7L);

    assertThat(Validated.errorsOf(body)).isEmpty();
    assertThat(body.toRequest().faults())
        .isEqualTo(Map.of(FaultPoint.RELAY_DIES, 0.0, FaultPoint.BROKER_GONE, 1.0));
    assertThat(body.toRequest().seed()).isEqualTo(7);
  }

  @Test
  void aPointThatThereIsNotIsRefusedWithThoseThereAre() {
    ComparisonBody body =
        new ComparisonBody(null, null, null, null, Map.of("after-lunch", 0.5), null);

    try (Response answer = Answers.refusal(body::toRequest)) {
      assertThat(answer.getStatus()).isEqualTo(400);
      assertThat(Answers.errorsOf(answer))
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.field()).isEqualTo("faults");
                assertThat(error.message()).contains("before-half", "consumer-dies");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01})
  void aProbabilityIsBetweenNeverAndAlways(double probability) {
    assertThat(
            Validated.errorsOf(
                new ComparisonBody(null, 1, 1, null, Map.of("relay-dies", probability), null)))
        .containsExactly("faults[relay-dies] must be from 0 to 1");
  }

  @Test
  void limitsAreNamed() {
    assertThat(Validated.errorsOf(new ComparisonBody(List.of(), 0, 65, null, null, null)))
        .containsExactlyInAnyOrder(
            "modes must have 1 to 4 modes",
            "orders must be from 1 to 1000000",
            "concurrency must be from 1 to 64");
    assertThat(
            Validated.errorsOf(
                new ComparisonBody(Arrays.asList("XA", null), 1, 1, null, null, null)))
        .containsExactlyInAnyOrder(
            "modes[0] must be plain, xa, half or outbox", "modes[1] is missing");
  }
}
