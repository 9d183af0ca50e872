package dev.halfway.ra.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A server's pool that does what IronJacamar's does for the adapter: one managed connection per
 * transaction and pool, enlisted when it is allocated and kept until the transaction completes;
 * delisted before completion; destroyed when a handle is still open afterwards; and the transaction
 * marked for rollback when the connection fails.
 */
final class ServerPool implements ConnectionManager {

  private static final long serialVersionUID = 1;

  private final transient TransactionManager transactions;
  private final transient TransactionSynchronizationRegistry registry;
  private final transient Semaphore permits;
  private final transient Deque<Slot> idle = new ConcurrentLinkedDeque<>();
  private final transient List<Slot> lent = new CopyOnWriteArrayList<>();
  final transient AtomicInteger created = new AtomicInteger();
  final transient AtomicInteger destroyed = new AtomicInteger();
  final transient List<Exception> errors = new CopyOnWriteArrayList<>();
  volatile boolean marksTransactions = true;
  volatile boolean enlists = true;

  ServerPool(
      TransactionManager transactions, TransactionSynchronizationRegistry registry, int size) {
    this.transactions = transactions;
    this.registry = registry;
    this.permits = new Semaphore(size);
  }

  @Override
  public Object allocateConnection(
      ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo info)
      throws ResourceException {
    try {
      Slot slot = slot(factory, info);
      Object handle;
      try {
        slot.enlist();
        handle = slot.connection.getConnection(null, info);
      } catch (Exception e) {
        slot.releaseIfFree();
        throw e;
      }
      slot.handles.add(handle);
      return handle;
    } catch (ResourceException e) {
      throw e;
    } catch (Exception e) {
      throw new ResourceException("no managed connection", e);
    }
  }

  private Slot slot(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo info)
      throws Exception {
    Transaction transaction = transactions.getTransaction();
    if (transaction == null) {
      return take(factory, info);
    }
    Slot slot = (Slot) registry.getResource(this);
    if (slot == null) {
      if (transaction.getStatus() != Status.STATUS_ACTIVE) {
        throw new ResourceException("transaction is not active: " + transaction.getStatus());
      }
      slot = take(factory, info);
      registry.putResource(this, slot);
    }
    return slot;
  }

  @SuppressWarnings("unchecked")
  private Slot take(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo info)
      throws Exception {
    if (!permits.tryAcquire(500, TimeUnit.MILLISECONDS)) {
      throw new ResourceException("the pool is exhausted");
    }
    try {
      Slot slot;
      while ((slot = idle.pollLast()) != null) {
        if (factory.matchManagedConnections(Set.of(slot.connection), null, info) != null) {
          lent.add(slot);
          return slot;
        }
        slot.destroy();
      }
      slot = new Slot(factory.createManagedConnection(null, info));
      created.incrementAndGet();
      lent.add(slot);
      return slot;
    } catch (Exception e) {
      permits.release();
      throw e;
    }
  }

  /** What a server does for a bean's open handles when it begins a user transaction. */
  void userTransactionStarted() throws Exception {
    for (Slot slot : lent) {
      if (!slot.handles.isEmpty() && slot.transaction == null) {
        slot.enlist();
        registry.putResource(this, slot);
      }
    }
  }

  int lent() {
    return lent.size();
  }

  int idle() {
    return idle.size();
  }

  private final class Slot implements ConnectionEventListener {
    final ManagedConnection connection;
    final Set<Object> handles = ConcurrentHashMap.newKeySet();
    private final XAResource resource;
    volatile @Nullable Transaction transaction;
    private volatile boolean dead;

    Slot(ManagedConnection connection) throws ResourceException {
      this.connection = connection;
      this.resource = connection.getXAResource();
      connection.addConnectionEventListener(this);
    }

    /** Once, also when two threads of the transaction have their first connection at once. */
    synchronized void enlist() throws SystemException, RollbackException {
      Transaction current = transactions.getTransaction();
      if (current == null || transaction != null || !enlists) {
        return;
      }
      registry.registerInterposedSynchronization(new Completion(current));
      if (!current.enlistResource(resource)) {
        throw new SystemException("not enlisted");
      }
      transaction = current;
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
      handles.remove(event.getConnectionHandle());
      releaseIfFree();
    }

    void releaseIfFree() {
      if (handles.isEmpty() && transaction == null) {
        giveBack();
      }
    }

    private void giveBack() {
      if (!lent.remove(this)) {
        return;
      }
      try {
        connection.cleanup();
        idle.addLast(this);
      } catch (ResourceException e) {
        destroy();
      } finally {
        permits.release();
      }
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      errors.add(event.getException());
      Transaction current = transaction;
      if (current != null) {
        transaction = null;
      }
      if (current != null && marksTransactions) {
        try {
          int status = current.getStatus();
          if (status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK) {
            current.delistResource(resource, XAResource.TMFAIL);
            current.setRollbackOnly();
          }
        } catch (SystemException | IllegalStateException e) {
          errors.add(e);
        }
      }
      handles.clear();
      if (lent.remove(this)) {
        permits.release();
      }
      idle.remove(this);
      destroy();
    }

    void destroy() {
      if (!dead) {
        dead = true;
        destroyed.incrementAndGet();
        try {
          connection.destroy();
        } catch (ResourceException e) {
          errors.add(e);
        }
      }
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}

    private final class Completion implements Synchronization {
      private final Transaction completed;

      Completion(Transaction completed) {
        this.completed = completed;
      }

      @Override
      public void beforeCompletion() {
        if (completed.equals(transaction)) {
          try {
            completed.delistResource(resource, XAResource.TMSUCCESS);
          } catch (SystemException e) {
            errors.add(e);
          }
        }
      }

      @Override
      public void afterCompletion(int status) {
        if (!completed.equals(transaction)) {
          return;
        }
        transaction = null;
        if (handles.isEmpty()) {
          giveBack();
        } else {
          handles.clear();
          if (lent.remove(Slot.this)) {
            permits.release();
          }
          destroy();
        }
      }
    }
  }
}
