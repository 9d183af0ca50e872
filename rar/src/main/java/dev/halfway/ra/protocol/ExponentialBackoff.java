package dev.halfway.ra.protocol;

/**
 * Growing intervals: doubled each time, up to a maximum.
 *
 * @param first milliseconds before the first retry, from 1
 * @param max milliseconds, at least the first
 */
public record ExponentialBackoff(long first, long max) {

  public ExponentialBackoff {
    if (first < 1 || max < first) {
      throw new IllegalArgumentException("backoff from " + first + " to " + max);
    }
  }

  /** Milliseconds to wait after this many attempts, from 0. */
  public long after(int attempts) {
    long factor = 1L << Math.min(attempts, 30);
    return first > max / factor ? max : first * factor;
  }
}
