package dev.halfway.web.bus;

import dev.halfway.bus.Subsystems;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A subsystem of the bus, as clients see it.
 *
 * @param waiting messages that it has not worked on
 */
@Schema(name = "Subsystem")
public record SubsystemView(String name, boolean paused, long waiting) {

  static SubsystemView of(Subsystems.Status status) {
    return new SubsystemView(status.name(), status.paused(), status.waiting());
  }
}
