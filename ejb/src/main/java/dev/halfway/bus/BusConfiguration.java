package dev.halfway.bus;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the centre waits for an answer of ticketing, and how often it asks. */
@ApplicationScoped
class BusConfiguration {

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
    ConfigRange.check("halfway.bus.answer-within", answerWithin);
    ConfigRange.check("halfway.bus.asks", asks);
  }

  Duration answerWithin() {
    return answerWithin;
  }

  int asks() {
    return asks;
  }
}
