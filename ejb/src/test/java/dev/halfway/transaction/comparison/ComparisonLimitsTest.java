package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halfway.testing.Injected;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonLimitsTest {

  private static ComparisonLimits limits(int orders, Duration time) {
    ComparisonLimits limits = new ComparisonLimits();
    Injected.into(limits, "orders", orders);
    Injected.into(limits, "time", time);
    return limits;
  }

  @ParameterizedTest
  @CsvSource({"0, PT1S", "1000, PT10M", "1000000, P1D"})
  void whatIsRightStarts(int orders, Duration time) {
    assertThatCode(() -> limits(orders, time).check()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, PT10M, halfway.transaction.comparison-orders",
    "1000001, PT10M, halfway.transaction.comparison-orders",
    "1000, PT0.999S, halfway.transaction.comparison-time",
    "1000, PT24H0.001S, halfway.transaction.comparison-time",
    "1000, -PT1S, halfway.transaction.comparison-time",
  })
  void whatIsWrongIsNamed(int orders, Duration time, String property) {
    assertThatIllegalStateException()
        .isThrownBy(() -> limits(orders, time).check())
        .withMessageStartingWith(property + " (")
        .withMessageContaining(": must be ");
  }
}
