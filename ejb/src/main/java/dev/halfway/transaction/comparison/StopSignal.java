package dev.halfway.transaction.comparison;

import dev.halfway.transaction.comparison.Comparison.State;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the threads of a comparison to end. They are not interrupted: an interrupt in the middle of
 * a statement closes H2's file for everybody. Thread-safe.
 */
final class StopSignal {

  /**
   * Why a comparison is to end.
   *
   * @param end what it becomes
   * @param text in words
   */
  record Cause(State end, String text) {}

  private final CountDownLatch raised = new CountDownLatch(1);
  private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();

  /** Raises it; the first cause counts. */
  void raise(State end, String text) {
    if (cause.compareAndSet(null, new Cause(end, text))) {
      raised.countDown();
    }
  }

  /** The server ends, or does nothing for a while. */
  void raiseForServer() {
    raise(State.INTERRUPTED, "the server was stopped or suspended");
  }

  /** Why it was raised; only when it was. */
  Cause cause() {
    return Objects.requireNonNull(cause.get());
  }

  boolean isRaised() {
    return raised.getCount() == 0;
  }

  /**
   * Waits so long.
   *
   * @throws InterruptedException as soon as the signal is raised
   */
  void pause(Duration time) throws InterruptedException {
    if (raised.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException(cause().text());
    }
  }

  /**
   * Fails where {@link #pause} would.
   *
   * @throws InterruptedException when the signal is raised
   */
  void check() throws InterruptedException {
    pause(Duration.ZERO);
  }
}
