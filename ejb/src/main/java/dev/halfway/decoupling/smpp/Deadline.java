package dev.halfway.decoupling.smpp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long somebody is willing to wait, on the monotonic clock. Immutable. */
final class Deadline {

  /** Waits as long as it takes. */
  static final Deadline NEVER = new Deadline(0);

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  boolean isOver() {
    return this != NEVER && nanos - System.nanoTime() <= 0;
  }

  /**
   * Waits on a monitor that the caller holds until it is notified, at most {@code most}, at most
   * until the deadline.
   */
  void waitOn(Object monitor, long mostNanos) throws InterruptedException {
    long left = this == NEVER ? mostNanos : Math.min(mostNanos, nanos - System.nanoTime());
    // At least a millisecond: to wait for nothing is to wait for ever.
    TimeUnit.NANOSECONDS.timedWait(monitor, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
  }
}
