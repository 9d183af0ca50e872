package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Aside;
import org.jspecify.annotations.Nullable;

/** One message as its sender knows it, and what became of it as the world knows it. */
final class Sent {

  final Transaction transaction;
  final int ordinal;
  final Target target;
  final @Nullable String key;

  /** Whether no destination takes it, however often it is tried. */
  final boolean poison;

  /** Place among all half messages; 0 while it is not durable. */
  long place;

  /** How often it arrived at its destination. */
  int delivered;

  /** Place among all deliveries. */
  long deliveredAs;

  /** When it arrived. */
  long deliveredAt;

  boolean everAside;

  /** Whether a relay took it while an earlier one of its queue was in somebody else's hands. */
  boolean mayOvertake;

  /** How often a broker transaction failed in which it was alone. */
  int failedAlone;

  /** What it was parked with. */
  @Nullable Aside parked;

  Sent(Transaction transaction, int ordinal, Target target, @Nullable String key, boolean poison) {
    this.transaction = transaction;
    this.ordinal = ordinal;
    this.target = target;
    this.key = key;
    this.poison = poison;
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
    return transaction + "." + ordinal;
  }
}
