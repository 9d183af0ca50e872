package dev.halfway.ra.api;

/** What came of an operator's decision. */
public enum Resolution {
  /** The transaction counts as committed and the message was delivered to its destination. */
  DELIVERED,
  /** The transaction counts as rolled back and the message was discarded. */
  SWALLOWED,
  /**
   * The message counts as committed but its destination did not take it: it stays with the cause.
   */
  NOT_DELIVERABLE,
  /** Still undecided: the transaction is open, or its end is not known. Nothing was changed. */
  UNDECIDED,
  /** The database says otherwise: it has committed. Delivered, although ROLLBACK was asked for. */
  DELIVERED_INSTEAD,
  /** The database says otherwise: it has rolled back. Discarded, although COMMIT was asked for. */
  SWALLOWED_INSTEAD,
  /** There is no such message any more, or the relay has it in its hands right now. */
  NOT_FOUND
}
