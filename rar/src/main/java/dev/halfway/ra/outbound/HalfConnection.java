package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.Refusal.SENDS_ONLY;
import static dev.halfway.ra.outbound.Refusal.SERVER_MANAGES;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The application's handle of a connection that sends half messages.
 *
 * <p>Every send looks at the transaction of its thread. Inside one the message takes part in it,
 * also when the handle is older or belongs to another one that is suspended: then a second
 * connection is borrowed for it. Outside any it goes straight to its destination. What Jakarta EE
 * forbids applications is refused (Jakarta Messaging 3.1, 12.2).
 */
public class HalfConnection implements Connection {

  private @Nullable HalfMessageManagedConnection managed;
  private @Nullable ConnectionPool pool;
  private @Nullable HalfSession session;

  HalfConnection(HalfMessageManagedConnection managed) {
    this.managed = managed;
  }

  synchronized void borrowedFrom(ConnectionPool origin) {
    pool = origin;
  }

  synchronized void moveTo(HalfMessageManagedConnection other) {
    if (managed != null) {
      managed.movedAway(this);
    }
    managed = other;
  }

  synchronized void invalidate() {
    managed = null;
  }

  synchronized HalfMessageManagedConnection managed() throws IllegalStateException {
    if (managed == null) {
      throw new IllegalStateException(
          "the connection was closed, by the application or, after a failure or at the end of its"
              + " transaction, by the server");
    }
    return managed;
  }

  private synchronized ConnectionPool pool() throws IllegalStateException {
    if (pool == null) {
      throw new IllegalStateException("the connection did not come from a connection factory");
    }
    return pool;
  }

  /** Sends a message where the transaction of the calling thread wants it. */
  void send(@Nullable Destination destination, @Nullable Message message, Delivery delivery)
      throws JMSException {
    HalfMessageManagedConnection own = managed();
    ApplicationMessage sent = ApplicationMessage.of(message, destination, delivery);
    TransactionSynchronizationRegistry transactions = own.messaging().transactions();
    Object transaction = transactions.getTransactionKey();
    if (transaction == null) {
      own.sendNow(sent);
      return;
    }
    switch (transactions.getTransactionStatus()) {
      case Status.STATUS_ACTIVE, Status.STATUS_PREPARING -> {
        RealDestination.of(sent.destination());
        OpenTransaction open = OpenTransaction.current(own.messaging(), own.group());
        branch(own, transaction, open).send(open, sent);
      }
      case Status.STATUS_MARKED_ROLLBACK -> {
        // It will never be sent, and servers lend no connection to such a transaction.
        RealDestination.of(sent.destination());
        sent.stamp(own.messaging().now());
      }
      default ->
          throw new IllegalStateException(
              "the transaction has ended, timed out perhaps: the message was not sent");
    }
  }

  private TransactionBranch branch(
      HalfMessageManagedConnection own, Object transaction, OpenTransaction open)
      throws JMSException {
    TransactionBranch branch = own.branchOf(transaction);
    if (branch != null) {
      return branch;
    }
    ConnectionPool source = pool();
    branch = open.borrowed(source);
    if (branch != null) {
      return branch;
    }
    // Closing gives back the handle only: the connection stays with its transaction.
    try (HalfConnection borrowed = source.borrow()) {
      branch = borrowed.managed().branchOf(transaction);
      if (branch == null) {
        throw new IllegalStateException(
            "the server did not enlist the connection in the current transaction");
      }
      open.borrowed(source, branch);
      return branch;
    }
  }

  @Override
  public Session createSession() throws JMSException {
    managed();
    synchronized (this) {
      if (session != null && session.isOpen()) {
        throw new IllegalStateException("Jakarta EE allows one open session per connection");
      }
      session = new HalfSession(this);
      return session;
    }
  }

  @Override
  public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
    return createSession();
  }

  @Override
  public Session createSession(int sessionMode) throws JMSException {
    return createSession();
  }

  @Override
  public void close() {
    HalfMessageManagedConnection was;
    synchronized (this) {
      was = managed;
      managed = null;
    }
    if (was != null) {
      was.closed(this);
    }
  }

  @Override
  public @Nullable String getClientID() throws JMSException {
    return managed().provider().getClientID();
  }

  @Override
  public ConnectionMetaData getMetaData() throws JMSException {
    return managed().provider().getMetaData();
  }

  @Override
  public @Nullable ExceptionListener getExceptionListener() throws JMSException {
    managed();
    return null;
  }

  /** Nothing to start: nothing is received. */
  @Override
  public void start() throws JMSException {
    managed();
  }

  @Override
  public void setClientID(String clientId) throws JMSException {
    throw SERVER_MANAGES.of("setClientID");
  }

  @Override
  public void setExceptionListener(ExceptionListener listener) throws JMSException {
    throw SERVER_MANAGES.of("setExceptionListener");
  }

  @Override
  public void stop() throws JMSException {
    throw SERVER_MANAGES.of("stop");
  }

  @Override
  public ConnectionConsumer createConnectionConsumer(
      Destination destination, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw SENDS_ONLY.of("createConnectionConsumer");
  }

  @Override
  public ConnectionConsumer createSharedConnectionConsumer(
      Topic topic, String name, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw SENDS_ONLY.of("createSharedConnectionConsumer");
  }

  @Override
  public ConnectionConsumer createDurableConnectionConsumer(
      Topic topic, String name, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw SENDS_ONLY.of("createDurableConnectionConsumer");
  }

  @Override
  public ConnectionConsumer createSharedDurableConnectionConsumer(
      Topic topic, String name, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw SENDS_ONLY.of("createSharedDurableConnectionConsumer");
  }
}
