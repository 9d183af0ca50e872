package dev.halfway.broadcast;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is kept for those who are away, and for how long. */
@ApplicationScoped
class BroadcastConfiguration {

  @Inject
  @ConfigProperty(name = "halfway.broadcast.max-waiting", defaultValue = "10000")
  private int maxWaiting;

  @Inject
  @ConfigProperty(name = "halfway.broadcast.retention", defaultValue = "P1D")
  private Duration retention;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  BroadcastConfiguration() {}

  /**
   * Checks it.
   *
   * @throws IllegalStateException that names the property that is wrong
   */
  void check() {
    ConfigRange.check("halfway.broadcast.max-waiting", maxWaiting);
    ConfigRange.check("halfway.broadcast.retention", retention);
  }

  /** Messages that may wait for a node that is away, of each topic. */
  int maxWaiting() {
    return maxWaiting;
  }

  /** How long a dispatch is in the log. */
  Duration retention() {
    return retention;
  }
}
