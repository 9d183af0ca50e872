package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.protocol.simulation.Broker.Work;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message in the broker. */
final class Message {

  final Sent sent;
  final Map<String, Object> properties;

  /** The broker's transaction that has it in its hands. */
  @Nullable Work holder;

  Message(Sent sent, Map<String, Object> properties) {
    this.sent = sent;
    this.properties = properties;
  }

  /**
   * Whether a reader of a waiting queue takes it: its time has come, or it claims to wait for
   * longer than anybody waits. What was never set aside is always due.
   */
  boolean isDue(long now, long longest) {
    return !(properties.get(PropertyNames.DUE) instanceof Long due)
        || due <= now
        || due > now + longest;
  }

  /** When it is due by somebody's clock. */
  long due() {
    return properties.get(PropertyNames.DUE) instanceof Long due ? due : Long.MIN_VALUE;
  }

  @Override
  public String toString() {
    return sent.toString();
  }
}
