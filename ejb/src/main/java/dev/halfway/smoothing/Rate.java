package dev.halfway.smoothing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A limit of so many per second, as a token bucket that holds those of one second. Thread-safe. */
final class Rate {

  private final LongSupplier nanos;
  private int perSecond;
  private double tokens;
  private long at;

  /**
   * A limit.
   *
   * @param nanos the monotonic clock
   * @param perSecond 0 for none
   */
  Rate(LongSupplier nanos, int perSecond) {
    this.nanos = nanos;
    this.at = nanos.getAsLong();
    set(perSecond);
  }

  /** Changes it. */
  synchronized void set(int number) {
    if (number != perSecond) {
      perSecond = number;
      tokens = number;
    }
  }

  /**
   * Takes one.
   *
   * @return zero when there was one, else how long it takes until there is
   */
  synchronized Duration take() {
    if (perSecond == 0) {
      return Duration.ZERO;
    }
    long now = nanos.getAsLong();
    tokens =
        Math.min(perSecond, tokens + (now - at) * (double) perSecond / TimeUnit.SECONDS.toNanos(1));
    at = now;
    if (tokens < 1) {
      return Duration.ofNanos((long) ((1 - tokens) * TimeUnit.SECONDS.toNanos(1) / perSecond));
    }
    tokens--;
    return Duration.ZERO;
  }
}
