package dev.halfway.ra.lab;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/** Nobody has a transaction. */
final class NoTransactions implements TransactionSynchronizationRegistry {

  @Override
  public @Nullable Object getTransactionKey() {
    return null;
  }

  @Override
  public void putResource(Object key, Object value) {
    throw new IllegalStateException();
  }

  @Override
  public Object getResource(Object key) {
    throw new IllegalStateException();
  }

  @Override
  public void registerInterposedSynchronization(Synchronization synchronization) {
    throw new IllegalStateException();
  }

  @Override
  public int getTransactionStatus() {
    return Status.STATUS_NO_TRANSACTION;
  }

  @Override
  public void setRollbackOnly() {
    throw new IllegalStateException();
  }

  @Override
  public boolean getRollbackOnly() {
    throw new IllegalStateException();
  }
}
