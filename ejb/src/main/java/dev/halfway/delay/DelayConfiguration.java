package dev.halfway.delay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How far into the future the broker has timers, and how many of them. */
@ApplicationScoped
class DelayConfiguration {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * The broker pages what does not fit into the memory it gives the queue, about 40,000 timers, and
   * a timer that is paged comes late. The rest is for those due within the next seconds, which it
   * gets whatever their number.
   */
  private static final int MOST_NEAR = 30_000;

  @Inject
  @ConfigProperty(name = "halfway.delay.window", defaultValue = "PT10M")
  private Duration window;

  @Inject
  @ConfigProperty(name = "halfway.delay.most-near", defaultValue = "10000")
  private int mostNear;

  private NearWindow nearWindow;

  @SuppressWarnings("NullAway.Init") // Opened before any timer is set.
  DelayConfiguration() {}

  /**
   * Makes the window.
   *
   * @throws IllegalStateException that names the property that is wrong
   */
  void open() {
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalStateException(
          "halfway.delay.window: must be %s to %s: %s".formatted(SHORTEST, LONGEST, window));
    }
    if (mostNear < 1 || mostNear > MOST_NEAR) {
      throw new IllegalStateException(
          "halfway.delay.most-near: must be 1 to %d: %d".formatted(MOST_NEAR, mostNear));
    }
    nearWindow = new NearWindow(window, mostNear);
  }

  NearWindow window() {
    return nearWindow;
  }
}
