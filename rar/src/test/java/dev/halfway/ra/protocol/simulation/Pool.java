package dev.halfway.ra.protocol.simulation;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.transaction.Synchronization;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A server's pool of one connection factory's connections: one for each transaction, enlisted when
 * it is lent, given back when the transaction is over, and destroyed after a failure.
 */
final class Pool implements ConnectionManager {

  private static final long serialVersionUID = 1;

  private final transient World world;
  private final transient Deque<Slot> idle = new ArrayDeque<>();

  Pool(World world) {
    this.world = world;
  }

  @Override
  public Object allocateConnection(
      ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo info)
      throws ResourceException {
    Transaction transaction = world.currentTransaction();
    Slot slot = (Slot) transaction.resources.get(this);
    if (slot == null) {
      slot = take(factory, info);
      slot.join(transaction);
      transaction.resources.put(this, slot);
    }
    Object handle = slot.connection.getConnection(null, info);
    slot.handles.add(handle);
    return handle;
  }

  private Slot take(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo info)
      throws ResourceException {
    Slot slot;
    while ((slot = idle.pollLast()) != null) {
      if (factory.matchManagedConnections(Set.of(slot.connection), null, info) != null) {
        world.journal.reached(Corner.CONNECTION_REUSED);
        return slot;
      }
      slot.destroy();
    }
    return new Slot(factory.createManagedConnection(null, info));
  }

  /** One connection. */
  private final class Slot implements ConnectionEventListener, Synchronization {
    final ManagedConnection connection;
    final Set<Object> handles = new HashSet<>();
    private final XAResource resource;
    private @Nullable Transaction transaction;
    private boolean destroyed;

    Slot(ManagedConnection connection) throws ResourceException {
      this.connection = connection;
      this.resource = world.sabotage.on(XAResource.class, connection.getXAResource());
      connection.addConnectionEventListener(this);
    }

    void join(Transaction current) throws ResourceException {
      try {
        current.register(this);
        current.enlist(resource);
        transaction = current;
      } catch (XAException | IllegalStateException e) {
        destroy();
        throw new ResourceException("not enlisted", e);
      }
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (transaction == null) {
        return;
      }
      transaction = null;
      if (!handles.isEmpty()) {
        destroy();
        return;
      }
      try {
        connection.cleanup();
        idle.addLast(this);
      } catch (ResourceException e) {
        destroy();
      }
    }

    void destroy() {
      if (!destroyed) {
        destroyed = true;
        handles.clear();
        try {
          connection.destroy();
        } catch (ResourceException e) {
          throw new Violation("a connection cannot be destroyed: " + e);
        }
      }
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
      handles.remove(event.getConnectionHandle());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      Transaction failed = transaction;
      transaction = null;
      if (failed != null) {
        failed.delistFailed(resource);
      }
      destroy();
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}
  }
}
