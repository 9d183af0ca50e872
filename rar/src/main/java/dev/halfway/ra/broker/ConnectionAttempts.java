package dev.halfway.ra.broker;

import dev.halfway.ra.jms.CallLimit.Call;
import dev.halfway.ra.jms.Caused;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections of one user, one at a time. Callers that wait for an attempt that fails fail
 * with it.
 *
 * <p>Artemis' connection factory makes one at a time anyway. While the broker does not answer, each
 * attempt takes until a timeout, and the last of many callers would wait for as many timeouts, its
 * transaction open. Other users do not fail with it: the broker may have a limit for one user.
 *
 * <p>No caller waits longer than the limit. While an attempt lasts longer, no other begins; its
 * connection is closed when it comes. Thread-safe.
 */
final class ConnectionAttempts {

  private final Threads threads;
  private final long limit;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable JMSException lastFailure;

  /** The last attempt. Guarded by the turn. */
  private @Nullable Pursuit last;

  ConnectionAttempts(Threads threads, long limit) {
    this.threads = threads;
    this.limit = limit;
  }

  /** Makes one, or fails with the attempt that it waited for, unless that was a refused user. */
  Connection connect(Call<Connection> attempt) throws JMSException {
    long begun = System.nanoTime();
    JMSException before = lastFailure;
    try {
      if (!turn.tryLock(limit, TimeUnit.MILLISECONDS)) {
        throw silent();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Caused.by(e, new JMSException("interrupted while another connection was made"));
    }
    try {
      JMSException now = lastFailure;
      if (now != null && now != before) {
        throw Caused.by(now, new JMSException(now.getMessage()));
      }
      return make(attempt, limit - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    } finally {
      turn.unlock();
    }
  }

  private Connection make(Call<Connection> attempt, long timeout) throws JMSException {
    if (last != null && !last.over) {
      throw silent();
    }
    Pursuit pursuit = new Pursuit(attempt);
    last = pursuit;
    threads.run("connecting", pursuit, Math.max(1, timeout));
    try {
      return pursuit.result();
    } catch (JMSSecurityException e) {
      throw e;
    } catch (JMSException e) {
      lastFailure = e;
      throw e;
    }
  }

  /** One attempt, and what came of it. */
  private final class Pursuit implements Runnable {
    private final Call<Connection> attempt;
    private final ClassLoader caller = Thread.currentThread().getContextClassLoader();
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private volatile boolean over;

    Pursuit(Call<Connection> attempt) {
      this.attempt = attempt;
    }

    @Override
    public void run() {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(caller);
      try {
        Connection made = attempt.run();
        if (!result.complete(made)) {
          Watchdog.closeNow(made);
        }
      } catch (JMSException | RuntimeException | Error e) {
        result.completeExceptionally(e);
      } finally {
        thread.setContextClassLoader(before);
        over = true;
      }
    }

    /** What there is now; what comes later is not wanted. */
    Connection result() throws JMSException {
      result.completeExceptionally(silent());
      try {
        return result.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof JMSException failure) {
          throw failure;
        }
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        // A class that the client does not find, perhaps. The next attempt may have it.
        throw Caused.by(e.getCause(), new JMSException(String.valueOf(e.getCause())));
      }
    }
  }

  /** How many wait for their turn. */
  int waiting() {
    return turn.getQueueLength();
  }

  private JMSException silent() {
    return new JMSException(
        "the broker accepts no connection within %d ms (sendTimeout)".formatted(limit));
  }
}
