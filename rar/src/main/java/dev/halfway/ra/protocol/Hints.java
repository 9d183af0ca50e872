package dev.halfway.ra.protocol;

import java.util.Collection;

/** Port to what this process knows of its own transactions: when to check, not what is so. */
public interface Hints {

  /** Waits so many milliseconds until none of these is on its way to commit in this process. */
  void awaitEnd(Collection<HalfTransactionId> ids, long timeout);

  /** Whether this process has the transaction open. */
  boolean isOpen(HalfTransactionId id);

  /** Whether this process has seen the transaction end, one way or the other. */
  boolean hasEnded(HalfTransactionId id);

  /** A message has left its lane, and the application is asked about it at once. */
  void asked(HalfTransactionId id, int ordinal);

  /** A message is settled or set aside: callers that wait for its delivery need not wait longer. */
  void settled(HalfTransactionId id, int ordinal, boolean delivered);
}
