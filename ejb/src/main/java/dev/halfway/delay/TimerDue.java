package dev.halfway.delay;

import dev.halfway.messages.About;
import java.time.Instant;
import java.util.UUID;

/** A timer's time has come: what the broker delivers then. */
public record TimerDue(UUID id, Kind kind, Instant dueAt) implements About {

  @Override
  public UUID about() {
    return id;
  }
}
