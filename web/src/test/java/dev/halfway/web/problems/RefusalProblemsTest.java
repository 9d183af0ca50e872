package dev.halfway.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.refusal.Refusal;
import dev.halfway.refusal.Refusal.Kind;
import dev.halfway.web.testing.Answers;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalProblemsTest {

  private static final class Example extends Refusal {
    private static final long serialVersionUID = 1;

    private final @Nullable Duration after;

    Example(Kind kind, @Nullable Duration after) {
      super(kind, "example", "An example", "why");
      this.after = after;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(after);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, , 409, ",
    "REFUSED_OUTSIDE, , 502, ",
    "NO_ANSWER_OUTSIDE, , 503, 10",
    "OVERLOAD, , 429, 10",
    "OVERLOAD, PT0S, 429, 1",
    "OVERLOAD, PT1.001S, 429, 2"
  })
  void theKindDecidesStatusAndWhetherToTryAgain(
      Kind kind, @Nullable Duration after, int status, @Nullable String retryAfter) {
    try (Response answer = Problems.of(new Example(kind, after))) {
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo(retryAfter);
      assertThat(Answers.problemOf(answer))
          .isEqualTo(Problem.of("example", "An example", status, "why"));
    }
  }
}
