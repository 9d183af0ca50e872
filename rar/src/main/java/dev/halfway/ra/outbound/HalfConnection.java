package dev.halfway.ra.outbound;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
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
 * also when the handle is older than the transaction or belongs to another one that is suspended:
 * then a second connection is borrowed for it. Outside any it goes straight to its destination.
 *
 * <p>It only sends. What Jakarta EE forbids applications is refused (Jakarta Messaging 3.1, 12.2).
 */
public class HalfConnection implements Connection {

  static final String SENDS_ONLY =
      "this connection factory sends only; receive through java:/JmsXA or a message-driven bean";
  static final String SERVER_OWNS_IT = "the server manages connections; Jakarta EE forbids this";

  private @Nullable HalfMessageManagedConnection managed;
  private @Nullable Lender lender;
  private @Nullable HalfSession session;

  HalfConnection(HalfMessageManagedConnection managed) {
    this.managed = managed;
  }

  synchronized void lentBy(Lender source) {
    lender = source;
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

  private synchronized Lender lender() throws IllegalStateException {
    if (lender == null) {
      throw new IllegalStateException("the connection did not come from a connection factory");
    }
    return lender;
  }

  /** Sends a message where the transaction of the calling thread wants it. */
  void send(@Nullable Destination destination, @Nullable Message message, Delivery delivery)
      throws JMSException {
    HalfMessageManagedConnection own = managed();
    if (message == null) {
      throw new MessageFormatException("no message");
    }
    if (destination == null) {
      throw new InvalidDestinationException("no destination");
    }
    TransactionSynchronizationRegistry transactions = own.messaging().transactions();
    Object transaction = transactions.getTransactionKey();
    if (transaction == null) {
      own.sendNow(destination, message, delivery);
      return;
    }
    switch (transactions.getTransactionStatus()) {
      case Status.STATUS_ACTIVE, Status.STATUS_PREPARING -> {
        RealDestination.of(destination);
        OpenTransaction open = OpenTransaction.current(own.messaging(), own.group());
        branch(own, transaction, open).send(open, destination, message, delivery);
      }
      case Status.STATUS_MARKED_ROLLBACK -> {
        // It will never be sent, and servers lend no connection to such a transaction.
        RealDestination.of(destination);
        OwnMessage.stamp(message, destination, delivery, own.messaging().now());
      }
      default ->
          throw new IllegalStateException(
              "the transaction has ended, timed out perhaps: the message was not sent");
    }
  }

  private Branch branch(HalfMessageManagedConnection own, Object transaction, OpenTransaction open)
      throws JMSException {
    Branch branch = own.branchOf(transaction);
    if (branch != null) {
      return branch;
    }
    Lender source = lender();
    branch = open.borrowed(source);
    return branch == null ? borrow(source, transaction, open) : branch;
  }

  /**
   * Closing gives back the handle only: the connection stays with the transaction it was enlisted
   * in.
   */
  private static Branch borrow(Lender source, Object transaction, OpenTransaction open)
      throws JMSException {
    try (HalfConnection borrowed = source.lend()) {
      Branch branch = borrowed.managed().branchOf(transaction);
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
      return session.handle();
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
  public void close() throws JMSException {
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
    throw new IllegalStateException(SERVER_OWNS_IT);
  }

  @Override
  public void setExceptionListener(ExceptionListener listener) throws JMSException {
    throw new IllegalStateException(SERVER_OWNS_IT);
  }

  @Override
  public void stop() throws JMSException {
    throw new IllegalStateException(SERVER_OWNS_IT);
  }

  @Override
  public ConnectionConsumer createConnectionConsumer(
      Destination destination, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw new IllegalStateException(SENDS_ONLY);
  }

  @Override
  public ConnectionConsumer createSharedConnectionConsumer(
      Topic topic, String name, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw new IllegalStateException(SENDS_ONLY);
  }

  @Override
  public ConnectionConsumer createDurableConnectionConsumer(
      Topic topic, String name, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw new IllegalStateException(SENDS_ONLY);
  }

  @Override
  public ConnectionConsumer createSharedDurableConnectionConsumer(
      Topic topic, String name, String selector, ServerSessionPool pool, int maxMessages)
      throws JMSException {
    throw new IllegalStateException(SENDS_ONLY);
  }
}
