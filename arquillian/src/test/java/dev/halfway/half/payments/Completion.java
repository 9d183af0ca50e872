package dev.halfway.half.payments;

/** How the transaction of a payment ends. */
public enum Completion {
  /** It commits. */
  COMMIT,
  /** The application rolls it back. */
  ROLLBACK,
  /** Another resource refuses its vote, when the half messages are durable. */
  REFUSED,
  /** It stands still when the half messages are durable, and never goes on. */
  STOPS_BEFORE_COMMIT,
  /** It stands still when the database has committed, and never goes on. */
  STOPS_AFTER_COMMIT
}
