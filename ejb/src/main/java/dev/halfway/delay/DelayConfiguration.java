package dev.halfway.delay;

import dev.halfway.shared.ConfigRange;
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
    ConfigRange.check("halfway.delay.window", window, SHORTEST, LONGEST);
    ConfigRange.check("halfway.delay.most-near", mostNear, 1, MOST_NEAR);
    nearWindow = new NearWindow(window, mostNear);
  }

  NearWindow window() {
    return nearWindow;
  }
}
