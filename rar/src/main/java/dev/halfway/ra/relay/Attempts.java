package dev.halfway.ra.relay;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections of one user, one at a time; whoever waits for an attempt that fails has failed
 * with it.
 *
 * <p>Artemis' connection factory makes one at a time anyway. While the broker does not answer, each
 * attempt takes until a timeout, and the last of many callers would wait for as many timeouts, its
 * transaction open. Another user's failure is nobody else's: the broker may have a limit for that
 * one. Thread-safe.
 */
final class Attempts {

  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable JMSException lastFailure;

  /** What makes a connection. */
  @FunctionalInterface
  interface Attempt {
    Connection make() throws JMSException;
  }

  /**
   * Makes one, unless an attempt fails that this had to wait for. That a user is not let in is
   * nobody else's failure.
   */
  Connection connect(Attempt attempt) throws JMSException {
    JMSException before = lastFailure;
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted while another connection was made", e);
    }
    try {
      JMSException now = lastFailure;
      if (now != null && now != before) {
        throw failure(now.getMessage(), now);
      }
      return make(attempt);
    } finally {
      turn.unlock();
    }
  }

  private Connection make(Attempt attempt) throws JMSException {
    try {
      return attempt.make();
    } catch (JMSSecurityException e) {
      throw e;
    } catch (JMSException e) {
      lastFailure = e;
      throw e;
    }
  }

  /** How many wait for their turn. */
  int waiting() {
    return turn.getQueueLength();
  }

  private static JMSException failure(@Nullable String message, Exception cause) {
    JMSException failure = new JMSException(message);
    failure.initCause(cause);
    return failure;
  }
}
