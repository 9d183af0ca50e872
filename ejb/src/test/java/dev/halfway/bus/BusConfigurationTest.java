package dev.halfway.bus;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.testing.Injected;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusConfigurationTest {

  @Test
  void takesWhatIsInRange() {
    assertThatCode(configuration("PT0.1S", 1)::check).doesNotThrowAnyException();
    assertThatCode(configuration("PT24H", 100)::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
  void refusesTimesOutOfRange(String answerWithin) {
    assertThatThrownBy(configuration(answerWithin, 3)::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "halfway.bus.answer-within (HALFWAY_BUS_ANSWER_WITHIN): must be a duration, PT0.1S to"
                + " P1D, not '%s'",
            answerWithin);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void refusesNumbersOutOfRange(int asks) {
    assertThatThrownBy(configuration("PT30S", asks)::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "halfway.bus.asks (HALFWAY_BUS_ASKS): must be a whole number, 1 to 100, not '%d'",
            asks);
  }

  private static BusConfiguration configuration(String answerWithin, int asks) {
    BusConfiguration configuration = new BusConfiguration();
    Injected.into(configuration, "answerWithin", Duration.parse(answerWithin));
    Injected.into(configuration, "asks", asks);
    return configuration;
  }
}
