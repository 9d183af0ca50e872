package dev.halfway.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.testing.Answers;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "2026-11-22T11:15:30.5+01:00, 2026-11-22T10:15:30.5Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
  })
  void aTimeThatEveryDatabaseHasIsRead(String text, Instant time) {
    assertThat(PointInTime.of("from", text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "+294277-01-01T00:00:00Z",
        "-4713-01-01T00:00:00Z",
        "+1000000000-01-01T00:00:00Z",
        "2026-11-22T10:15:30",
        "2026-11-22",
        "2026",
        "1e300",
        "\u0662\u0660\u0662\u0666-11-22T10:15:30Z",
        "",
        "2026-11-22T10:15:30Z\u0000",
      })
  void anyOtherIsRefusedByTheField(String text) {
    try (Response refusal = Answers.refusal(() -> PointInTime.of("from", text))) {
      assertThat(Answers.errorsOf(refusal))
          .extracting(Problem.FieldError::field)
          .containsExactly("from");
    }
  }
}
