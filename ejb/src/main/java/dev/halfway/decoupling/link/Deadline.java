package dev.halfway.decoupling.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The moment at which somebody stops waiting, on the monotonic clock. Passed down through every
 * wait of a call, it bounds the call as a whole, however many waits there are. Immutable.
 */
public final class Deadline {

  /** Waits as long as it takes. */
  public static final Deadline NEVER = new Deadline(0, () -> 0);

  private final long nanos;
  private final LongSupplier clock;

  private Deadline(long nanos, LongSupplier clock) {
    this.nanos = nanos;
    this.clock = clock;
  }

  /** So long from now. */
  public static Deadline in(Duration time) {
    return in(time, System::nanoTime);
  }

  /** The same by another clock, of nanoseconds. */
  static Deadline in(Duration time, LongSupplier clock) {
    return new Deadline(clock.getAsLong() + time.toNanos(), clock);
  }

  boolean isOver() {
    return nanosLeft(1) <= 0;
  }

  /** The whole milliseconds that are left, at most {@code max}; 0 or less when it is over. */
  long millisLeft(long max) {
    return TimeUnit.NANOSECONDS.toMillis(nanosLeft(TimeUnit.MILLISECONDS.toNanos(max)));
  }

  private long nanosLeft(long max) {
    return this == NEVER ? max : Math.min(max, nanos - clock.getAsLong());
  }

  /**
   * Waits on a monitor that the caller holds until it is notified, at most {@code max}, at most
   * until the deadline.
   */
  void waitOn(Object monitor, long maxNanos) throws InterruptedException {
    // At least a millisecond: to wait for nothing is to wait for ever.
    TimeUnit.NANOSECONDS.timedWait(
        monitor, Math.max(nanosLeft(maxNanos), TimeUnit.MILLISECONDS.toNanos(1)));
  }
}
