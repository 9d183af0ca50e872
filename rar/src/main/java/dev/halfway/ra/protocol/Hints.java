package dev.halfway.ra.protocol;

import java.util.Collection;

/**
 * Port to what this process knows of its own transactions. Only ever says when to look, never what
 * was decided.
 */
public interface Hints {

  /**
   * Waits until none of these transactions is still on its way to commit in this process.
   *
   * @param bound milliseconds to wait at most
   */
  void awaitEnd(Collection<HalfTransactionId> ids, long bound);

  /** Whether this process has the transaction open. */
  boolean isOpen(HalfTransactionId id);

  /** Whether this process has seen the transaction end, one way or the other. */
  boolean hasEnded(HalfTransactionId id);

  /** A message has left its lane, and the application is asked about it at once. */
  void asked(HalfTransactionId id, int ordinal);

  /** A message is settled, or set aside: nobody who waits for its delivery needs to wait longer. */
  void settled(HalfTransactionId id, int ordinal, boolean delivered);
}
