package dev.halfway.ra.inbound;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Half;
import jakarta.jms.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts checkers that take longer than so many milliseconds, for a watchdog to call.
 * Thread-safe.
 *
 * <p>Others wait for the thread that asks: the messages behind that one, and a server that stops
 * the checker's deployment. WildFly for its part has a call of a bean wait until all startup beans
 * of its deployment are there, for ever where one of them has failed.
 */
public final class TimedCheckers implements Checkers<Message> {

  private final Checkers<Message> checkers;
  private final long timeout;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  public TimedCheckers(Checkers<Message> checkers, long timeout) {
    this.checkers = checkers;
    this.timeout = timeout;
  }

  @Override
  public @Nullable Verdict check(Half<Message> half) {
    Call call = new Call(Thread.currentThread(), System.nanoTime());
    calls.add(call);
    try {
      return checkers.check(half);
    } finally {
      calls.remove(call);
      call.end();
    }
  }

  /** Interrupts the calls that have lasted too long. */
  public void interruptOverdue() {
    interruptLongerThan(timeout);
  }

  /** Interrupts all calls. */
  public void interruptAll() {
    interruptLongerThan(0);
  }

  private void interruptLongerThan(long millis) {
    calls.forEach(call -> call.interruptIfLongerThan(millis));
  }

  private static final class Call {
    private final Thread thread;
    private final long since;
    private boolean interrupted;
    private boolean ended;

    Call(Thread thread, long since) {
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
