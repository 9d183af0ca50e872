package dev.halfway.hub;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What can be configured of the hub itself. */
@ApplicationScoped
class HubConfiguration {

  @Inject
  @ConfigProperty(name = "halfway.hub.max-backlog", defaultValue = "20000")
  private int maxBacklog;

  @Inject
  @ConfigProperty(name = "halfway.hub.retention", defaultValue = "P1D")
  private Duration retention;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  HubConfiguration() {}

  /**
   * Checks them.
   *
   * @throws IllegalStateException that names the property that is wrong
   */
  void check() {
    ConfigRange.check("halfway.hub.max-backlog", maxBacklog);
    ConfigRange.check("halfway.hub.retention", retention);
  }

  /** Chunks that may wait for one sink before no more events are accepted. */
  int maxBacklog() {
    return maxBacklog;
  }

  /** For how long what was collected is kept, to be given to a sink again. */
  Duration retention() {
    return retention;
  }
}
