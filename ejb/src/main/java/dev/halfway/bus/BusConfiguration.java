package dev.halfway.bus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the centre waits for an answer of ticketing, and how often it asks. */
@ApplicationScoped
class BusConfiguration {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_ASKS = 100;

  @Inject
  @ConfigProperty(name = "halfway.bus.answer-within", defaultValue = "PT30S")
  private Duration answerWithin;

  @Inject
  @ConfigProperty(name = "halfway.bus.asks", defaultValue = "3")
  private int asks;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  BusConfiguration() {}

  /**
   * Checks it.
   *
   * @throws IllegalStateException that names the property that is wrong
   */
  void check() {
    if (answerWithin.compareTo(SHORTEST) < 0 || answerWithin.compareTo(LONGEST) > 0) {
      throw new IllegalStateException(
          "halfway.bus.answer-within: must be %s to %s: %s"
              .formatted(SHORTEST, LONGEST, answerWithin));
    }
    if (asks < 1 || asks > MOST_ASKS) {
      throw new IllegalStateException(
          "halfway.bus.asks: must be 1 to %d: %d".formatted(MOST_ASKS, asks));
    }
  }

  Duration answerWithin() {
    return answerWithin;
  }

  int asks() {
    return asks;
  }
}
