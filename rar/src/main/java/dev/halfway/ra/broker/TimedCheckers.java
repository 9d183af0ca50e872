package dev.halfway.ra.broker;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Half;
import jakarta.jms.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts checkers that take too long, for a watchdog to call. Thread-safe.
 *
 * <p>Others wait for the thread that asks: the messages behind that one, and a server that stops
 * the checker's deployment. WildFly for its part has a call of a bean wait until all startup beans
 * of its deployment are there, for ever where one of them has failed.
 */
public final class TimedCheckers implements Checkers<Message> {

  private final Checkers<Message> checkers;
  private final Set<Asking> underWay = ConcurrentHashMap.newKeySet();

  public TimedCheckers(Checkers<Message> checkers) {
    this.checkers = checkers;
  }

  @Override
  public @Nullable Verdict check(Half<Message> half) {
    Asking asking = new Asking(Thread.currentThread(), System.nanoTime());
    underWay.add(asking);
    try {
      return checkers.check(half);
    } finally {
      underWay.remove(asking);
      asking.end();
    }
  }

  /** Interrupts all who have asked for longer than this many milliseconds. */
  void interruptLongerThan(long millis) {
    underWay.forEach(asking -> asking.interruptIfLongerThan(millis));
  }

  private static final class Asking {
    private final Thread thread;
    private final long since;
    private boolean interrupted;
    private boolean ended;

    Asking(Thread thread, long since) {
      this.thread = thread;
      this.since = since;
    }

    synchronized void interruptIfLongerThan(long millis) {
      if (!ended && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(millis)) {
        interrupted = true;
        thread.interrupt();
      }
    }

    synchronized void end() {
      ended = true;
      if (interrupted) {
        // It was meant for the checker alone.
        Thread.interrupted();
      }
    }
  }
}
