package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.RetryState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message as its sender knows it, and what became of it as the world knows it. */
final class Sent {

  final Transaction transaction;
  final int number;
  final Target target;
  final @Nullable String key;

  /** What the application set on it, the key included. */
  final Map<String, Object> application;

  final int priority;
  final boolean persistent;

  /** Milliseconds that the application asked for; 0 at once. */
  final long delay;

  /** Milliseconds that the application asked for; 0 for ever. */
  final long timeToLive;

  /** Whether no destination takes it, however often it is tried. */
  final boolean poison;

  /** When it was sent, by the clock of its node. */
  long sentAt;

  /** Whether the application was told that it is sent. */
  boolean accepted;

  /** What names it among all half messages; null while it is not durable. */
  @Nullable String name;

  /** Place among all half messages; 0 while it is not durable. */
  long place;

  /** The half queue that it became durable in. */
  @Nullable String lane;

  /** How many lanes its process had. */
  int lanes;

  /** How often it arrived at its destination. */
  int delivered;

  /** Place among all deliveries. */
  long deliveredAs;

  /** When it arrived. */
  long deliveredAt;

  boolean everAside;

  /**
   * Whether a relay took it while earlier ones of its queue were in the hands of another process,
   * or of one that was gone without the broker's noticing.
   */
  boolean mayOvertake;

  /** Whether another node, or an operator, has taken it. */
  boolean outOfTurn;

  /** How often a broker transaction failed in which it was alone. */
  int failedAlone;

  /** How often its sender's application said that it does not know, since it was last resumed. */
  int unknown;

  /** Whether its application was last asked by somebody who knew of it for a short time only. */
  boolean askedEarly;

  /** How often it was set aside or parked since it was last resumed. */
  int looks;

  /** What it was parked with. */
  @Nullable RetryState parked;

  /** What an operator has decided about it and nothing else. */
  @Nullable Verdict forced;

  Sent(
      Transaction transaction,
      int number,
      Target target,
      @Nullable String key,
      Map<String, Object> application,
      int priority,
      boolean persistent,
      long delay,
      long timeToLive,
      boolean poison) {
    this.transaction = transaction;
    this.number = number;
    this.target = target;
    this.key = key;
    this.application = application;
    this.priority = priority;
    this.persistent = persistent;
    this.delay = delay;
    this.timeToLive = timeToLive;
    this.poison = poison;
  }

  /** It is no longer parked. */
  void resume() {
    parked = null;
    unknown = 0;
    looks = 0;
  }

  /** When it may be delivered, by the clock of its node; 0 at once. */
  long deliverAt() {
    return delay == 0 ? 0 : sentAt + delay;
  }

  /** When it expires, by the clock of its node; 0 never. */
  long expireAt() {
    return timeToLive == 0 ? 0 : sentAt + timeToLive;
  }

  /** Whether both are to arrive in the order in which they became durable. */
  boolean isOrderedWith(Sent other) {
    return target == other.target
        && transaction.home.node == other.transaction.home.node
        && (key == null
            ? other.key == null && transaction == other.transaction
            : key.equals(other.key));
  }

  @Override
  public String toString() {
    return transaction + "." + number;
  }
}
