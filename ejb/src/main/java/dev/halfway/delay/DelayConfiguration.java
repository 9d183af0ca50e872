package dev.halfway.delay;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How far into the future the broker has timers, and how many of them. */
@ApplicationScoped
class DelayConfiguration {

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
    ConfigRange.check("halfway.delay.window", window);
    ConfigRange.check("halfway.delay.most-near", mostNear);
    nearWindow = new NearWindow(window, mostNear);
  }

  NearWindow window() {
    return nearWindow;
  }
}
