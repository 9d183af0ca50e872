package dev.halfway.ra.api;

/**
 * Tells the adapter how a local transaction ended, for a group of senders that keeps no marker row.
 *
 * <p>Implemented by a message-driven bean whose activation names the group. It is asked when the
 * transaction has ended as far as its own node knows, and again, with growing intervals, when its
 * half messages have been there for the immunity time; possibly at several nodes at once.
 *
 * <p>Its word is believed: COMMIT delivers, ROLLBACK before the immunity time is over counts as
 * UNKNOWN and afterwards discards the messages for good. That is less than a marker gives: a
 * transaction that is only paused may still commit after it was called rolled back, and its
 * messages are lost then. An exception counts as UNKNOWN.
 */
public interface TransactionChecker {

  /**
   * How the transaction of this half message ended.
   *
   * @param message the half message, valid during the call
   * @return never null; {@link Verdict#UNKNOWN} to be asked again
   */
  Verdict check(HalfMessage message);
}
