package dev.halfway.ra.outbound;

import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The broker's sessions of one branch: one for half messages and, for a group without a marker, one
 * for the originals. At most one of the two is committed.
 *
 * <p>Used by the thread that holds the branch's lock, except {@link #failure}. Sessions go back to
 * the connection when their transaction has ended cleanly; after a failure they are dropped and end
 * with the connection.
 */
final class BranchSessions {

  private final HalfMessageManagedConnection connection;
  private @Nullable ProviderSession half;
  private @Nullable ProviderSession direct;
  private volatile @Nullable Exception failure;

  BranchSessions(HalfMessageManagedConnection connection) {
    this.connection = connection;
  }

  /** What made the connection unusable, if anything did. */
  @Nullable Exception failure() {
    return failure;
  }

  boolean areUsable() {
    return failure == null && connection.isUsable();
  }

  /**
   * One message on its way into the sessions. What happens to it in one of them happens in all, or
   * the transaction cannot commit: a send that failed was not sent.
   */
  final class Passage implements AutoCloseable {

    /** Whether some session may have the message: properties can fail before. */
    private boolean begun;

    /** Whether one may have the original. */
    private boolean tried;

    private boolean completed;

    /** Sends the original, for the case that no other resource takes part. */
    void sendDirect(OwnMessage own, Envelope envelope, Destination destination, Delivery delivery)
        throws JMSException {
      try {
        own.as(
            Envelope.named(own.properties(), envelope.transaction(), envelope.ordinal()),
            () -> {
              ProviderSession session = direct();
              tried = true;
              session.send(destination, own.message(), delivery);
              begun = true;
            });
      } catch (InvalidDestinationException | JMSSecurityException e) {
        // The application's mistake: the broker took nothing, and the transaction can go on.
        throw e;
      } catch (JMSException | RuntimeException e) {
        begun |= tried;
        throw e;
      }
    }

    /** Sends the message in its envelope. */
    void sendHalf(OwnMessage own, Envelope envelope, String queue) throws JMSException {
      own.as(
          envelope.half(own.properties()),
          () -> {
            begun = true;
            ProviderSession session = half();
            session.send(session.queue(queue), own.message(), Delivery.HALF);
          });
    }

    /** It is where it has to be. */
    void complete() {
      completed = true;
    }

    @Override
    public void close() {
      if (begun && !completed && failure == null) {
        failure = new JMSException("a message was not sent whole");
      }
    }
  }

  /** For one message. */
  Passage passage() {
    return new Passage();
  }

  private ProviderSession direct() throws JMSException {
    ProviderSession session = direct;
    if (session == null) {
      session = connection.takeSession();
      direct = session;
    }
    return session;
  }

  private ProviderSession half() throws JMSException {
    ProviderSession session = half;
    if (session == null) {
      session = connection.takeSession();
      half = session;
    }
    return session;
  }

  /** Makes the half messages durable and forgets the originals. */
  void commitHalf() throws JMSException {
    ProviderSession session = half;
    half = null;
    commit(session);
    rollBack();
  }

  /** Forgets the half messages and delivers the originals. */
  void commitDirect() throws JMSException {
    ProviderSession session = direct;
    direct = null;
    rollBack();
    commit(session);
  }

  private void commit(@Nullable ProviderSession session) throws JMSException {
    if (session == null) {
      throw new IllegalStateException("nothing was sent");
    }
    try {
      session.commit();
    } catch (JMSException | RuntimeException e) {
      failure = e;
      throw e;
    }
    connection.giveBack(session);
  }

  /** What was not committed goes nowhere. */
  void rollBack() {
    rollBack(half);
    half = null;
    rollBack(direct);
    direct = null;
  }

  private void rollBack(@Nullable ProviderSession session) {
    if (session == null || !areUsable()) {
      return;
    }
    try {
      session.rollback();
      connection.giveBack(session);
    } catch (JMSException | RuntimeException e) {
      // Nothing of it is kept either way: the broker rolls back when the connection is closed.
      failure = e;
    }
  }
}
