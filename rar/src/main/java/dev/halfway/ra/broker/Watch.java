package dev.halfway.ra.broker;

import jakarta.jms.Connection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Since when a thread has been inside one call of the broker, and how to get it out.
 *
 * <p>A send into a full destination may block for as long as that is full. Closing the connection
 * under it ends the call with an exception. A client may miss that: what Artemis's consumer waits
 * for that is made while its session is closed never comes. Then the thread is interrupted.
 */
final class Watch {

  private long enteredAt;
  private long allowance;
  private @Nullable Connection connection;
  private @Nullable Thread caller;
  private boolean cut;
  private long cutAt;
  private boolean interrupted;

  /** A call begins; it may last longer than the limit. Without a connection it cannot be cut. */
  synchronized void enter(@Nullable Connection on, long more) {
    enteredAt = System.nanoTime();
    allowance = more;
    connection = on;
    caller = Thread.currentThread();
    cut = false;
    interrupted = false;
  }

  /** It returned. To be called by the thread itself; says whether it was cut. */
  synchronized boolean leave() {
    connection = null;
    caller = null;
    if (interrupted) {
      // It was meant for the call alone.
      Thread.interrupted();
    }
    return cut;
  }

  /** Whether the call that is under way was cut, or the last one was. */
  synchronized boolean isCut() {
    return cut;
  }

  /** What to close if the call has lasted longer than this; from then on it counts as cut. */
  synchronized @Nullable Connection overdue(long millis) {
    if (connection == null
        || cut
        || System.nanoTime() - enteredAt <= TimeUnit.MILLISECONDS.toNanos(millis + allowance)) {
      return null;
    }
    cut = true;
    cutAt = System.nanoTime();
    return connection;
  }

  /** Interrupts the call if it was cut this many milliseconds ago and goes on all the same. */
  synchronized void interruptIfStuck(long millis) {
    if (cut
        && caller != null
        && System.nanoTime() - cutAt >= TimeUnit.MILLISECONDS.toNanos(millis)) {
      interrupted = true;
      caller.interrupt();
    }
  }
}
