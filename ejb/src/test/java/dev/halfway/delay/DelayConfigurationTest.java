package dev.halfway.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.testing.Injected;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayConfigurationTest {

  @Test
  void makesTheWindow() {
    DelayConfiguration configuration = configuration("PT1H", 30_000);

    configuration.open();

    assertThat(configuration.window().room(0)).isEqualTo(30_000);
    assertThat(configuration.window().farthest(Instant.EPOCH))
        .isEqualTo(Instant.EPOCH.plusSeconds(3600));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.999S", "-PT1M", "P366D"})
  void refusesWindowsOutOfRange(String window) {
    assertThatThrownBy(configuration(window, 10_000)::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "halfway.delay.window (HALFWAY_DELAY_WINDOW): must be a duration, PT1S to P365D, not"
                + " '%s'",
            Duration.parse(window).toString());
  }

  /** More than the broker's queue has memory for would come late. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 30_001})
  void refusesMoreNearTimersThanTheBrokerKeepsInMemory(int most) {
    assertThatThrownBy(configuration("PT10M", most)::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "halfway.delay.most-near (HALFWAY_DELAY_MOST_NEAR): must be a whole number, 1 to"
                + " 30,000, not '%d'",
            most);
  }

  private static DelayConfiguration configuration(String window, int mostNear) {
    DelayConfiguration configuration = new DelayConfiguration();
    Injected.into(configuration, "window", Duration.parse(window));
    Injected.into(configuration, "mostNear", mostNear);
    return configuration;
  }
}
