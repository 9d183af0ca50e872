package dev.halfway.transaction.comparison;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the threads of a comparison to end. They are not interrupted: an interrupt in the middle of
 * a statement closes H2's file for everybody. Thread-safe.
 */
final class StopSignal {

  private final CountDownLatch raised = new CountDownLatch(1);

  void raise() {
    raised.countDown();
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
      throw new InterruptedException("the server is stopping");
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
