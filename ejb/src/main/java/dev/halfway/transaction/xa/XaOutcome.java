package dev.halfway.transaction.xa;

/** What came of deciding a transaction. */
public enum XaOutcome {
  /** Its branches were committed. */
  COMMITTED,
  /** Its branches were rolled back. */
  ROLLED_BACK,
  /** The log says that it commits: its branches were committed, although ROLLBACK was asked for. */
  COMMITTED_INSTEAD,
  /** The log does not know it: its branches were rolled back, although COMMIT was asked for. */
  ROLLED_BACK_INSTEAD,
  /** It may still be ended by whoever began it: nothing was changed. */
  TOO_YOUNG,
  /** It is over, or never was. */
  NOT_FOUND
}
