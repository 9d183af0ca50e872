package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import java.util.Collection;

/** What a process really knows of its transactions, for a simulation in which nobody may wait. */
public final class ProcessHints implements Hints {

  private final PendingTransactions pending = new PendingTransactions(Integer.MAX_VALUE);

  /** So many messages of a transaction are about to be durable. */
  public void preparing(HalfTransactionId id, int count) {
    pending.preparing(id, count);
  }

  /** The broker did not confirm so many of them. */
  public void unconfirmed(HalfTransactionId id, int count) {
    pending.unconfirmed(id, count);
  }

  /** A transaction has ended in this process, whichever way. */
  public void ended(HalfTransactionId id) {
    pending.ended(id);
  }

  @Override
  public void awaitEnd(Collection<HalfTransactionId> ids, long bound) {
    throw new UnsupportedOperationException("waiting is for whoever has the simulated time");
  }

  @Override
  public boolean isOpen(HalfTransactionId id) {
    return pending.isOpen(id);
  }

  @Override
  public boolean hasEnded(HalfTransactionId id) {
    return pending.hasEnded(id);
  }

  @Override
  public void asked(HalfTransactionId id, int ordinal) {
    pending.asked(id, ordinal);
  }

  @Override
  public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
    pending.settled(id, ordinal, delivered);
  }
}
