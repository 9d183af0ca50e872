package dev.halfway.ra.protocol;

/**
 * Growing intervals: doubled each time, up to a bound.
 *
 * @param first milliseconds before the first repetition, from 1
 * @param longest milliseconds, at least the first
 */
public record ExponentialBackoff(long first, long longest) {

  public ExponentialBackoff {
    if (first < 1 || longest < first) {
      throw new IllegalArgumentException("backoff from " + first + " to " + longest);
    }
  }

  /** Milliseconds to wait after this many attempts, from 0. */
  public long after(int attempts) {
    long factor = 1L << Math.min(attempts, 30);
    return first > longest / factor ? longest : first * factor;
  }
}
