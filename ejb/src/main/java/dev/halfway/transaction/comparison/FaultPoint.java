package dev.halfway.transaction.comparison;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A step of the way of an order at which something can be made to fail. */
public enum FaultPoint {
  /** The message is refused before anything of it is durable. */
  BEFORE_HALF("the message is refused before anything of it is durable: by half, xa, outbox"),
  /** The message is durable, its sender does not learn it, and the transaction rolls back. */
  AFTER_HALF(
      "the message is durable and the transaction rolls back all the same: by half, xa, outbox"),
  /** The database refuses to commit. */
  BEFORE_COMMIT("the database refuses to commit"),
  /** The database has committed, and nobody learns it. */
  COMMIT_REPLY_LOST("the database commits and its answer is lost"),
  /** Nothing can be sent. */
  BROKER_GONE("the message cannot be sent; by plain, the order is committed by then"),
  /** A relay fails in the middle of a batch. */
  RELAY_DIES("the relay fails in the middle of a batch: by half, outbox"),
  /** A consumer fails after its effect has committed. */
  CONSUMER_DIES("a consumer fails after its effect has committed, and its message comes again");

  private final String meaning;

  FaultPoint(String meaning) {
    this.meaning = meaning;
  }

  /** The name by which the API and the rules know it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happens there, in words. */
  public String meaning() {
    return meaning;
  }

  /** The point of this name. */
  public static Optional<FaultPoint> of(String id) {
    return Arrays.stream(values()).filter(point -> point.id().equals(id)).findFirst();
  }
}
