package dev.halfway.ra.outbound;

import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
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

  /** Whether the broker may have the last message: properties can fail before. */
  private boolean reached;

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

  /** Sends the original, for the case that no other resource takes part. */
  void sendDirect(Destination destination, Message message, Delivery delivery) throws JMSException {
    try {
      if (direct == null) {
        direct = connection.takeSession();
      }
      direct.send(destination, message, delivery);
    } catch (InvalidDestinationException | JMSSecurityException e) {
      // The application's mistake: the broker took nothing, and the transaction can go on.
      throw e;
    } catch (JMSException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Sends the message in its envelope. */
  void sendHalf(OwnMessage own, Envelope envelope, String queue) throws JMSException {
    reached = false;
    try {
      own.inside(envelope, () -> toHalfQueue(own.message(), queue));
    } catch (JMSException | RuntimeException e) {
      if (reached) {
        failure = e;
      }
      throw e;
    }
  }

  private void toHalfQueue(Message message, String queue) throws JMSException {
    reached = true;
    if (half == null) {
      half = connection.takeSession();
    }
    half.send(half.queue(queue), message, Delivery.HALF);
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
