package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Policy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message in the broker. */
final class Message {

  final Sent sent;
  final Map<String, Object> properties;

  /** The broker's transaction that has it in its hands. */
  @Nullable Object holder;

  Message(Sent sent, Map<String, Object> properties) {
    this.sent = sent;
    this.properties = properties;
  }

  Envelope envelope() {
    return Envelope.read(properties);
  }

  /** What is not in a waiting queue is always due. */
  boolean isDue(long now, Policy policy) {
    return !(properties.get(Envelope.DUE) instanceof Long due) || policy.isDue(due, now);
  }

  /** When it is due by somebody's clock. */
  long due() {
    return properties.get(Envelope.DUE) instanceof Long due ? due : Long.MIN_VALUE;
  }

  @Override
  public String toString() {
    return sent.toString();
  }
}
