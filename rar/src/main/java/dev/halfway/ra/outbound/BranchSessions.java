package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.CallLimit.Step;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The provider's sessions of one branch: one for half messages and, for a group without a marker,
 * one for the originals. At most one of the two is committed.
 *
 * <p>Used by the thread that holds the branch's lock, except {@link #failure}. Sessions go back to
 * the connection when their transaction has ended cleanly; after a failure they end with the
 * connection.
 */
final class BranchSessions {

  private final HalfMessageManagedConnection connection;
  private @Nullable ProviderSession half;
  private @Nullable ProviderSession direct;
  private volatile @Nullable Exception failure;

  /** Whether some session may have the message that is being sent. */
  private boolean begun;

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
   * Sends a message: in its envelope, and for a group without a marker as it is, too, and then does
   * the last step. What happens in one session happens in all, or the transaction cannot commit: a
   * send that failed was not sent.
   */
  void send(ApplicationMessage message, Envelope envelope, String halfQueue, Step last)
      throws JMSException {
    begun = false;
    requireDelay(message.delivery().delay());
    boolean whole = false;
    try {
      if (envelope.settlement() == Settlement.CHECKER) {
        message.with(
            Envelope.named(message.properties(), envelope.transaction(), envelope.ordinal()),
            () -> sendDirect(message));
      }
      message.with(envelope.half(message.properties()), () -> sendHalf(message, halfQueue));
      last.run();
      whole = true;
    } finally {
      if (begun && !whole && failure == null) {
        failure = new JMSException("a message was not sent whole");
      }
    }
  }

  /** A relay that cannot delay it could only set it aside again and again. */
  private void requireDelay(long delay) throws JMSException {
    if (delay > 0) {
      ProviderSession session = half == null ? connection.takeSession() : half;
      half = session;
      session.requireDelay(delay);
    }
  }

  private void sendDirect(ApplicationMessage message) throws JMSException {
    ProviderSession session = direct == null ? connection.takeSession() : direct;
    direct = session;
    begun = true;
    try {
      session.send(message.destination(), message.message(), message.delivery());
    } catch (InvalidDestinationException | JMSSecurityException e) {
      // The application's mistake: the broker took nothing, and the transaction can go on.
      begun = false;
      throw e;
    }
  }

  private void sendHalf(ApplicationMessage message, String queue) throws JMSException {
    begun = true;
    ProviderSession session = half == null ? connection.takeSession() : half;
    half = session;
    session.send(session.queue(queue), message.message(), Delivery.HALF);
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
