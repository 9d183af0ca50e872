package dev.halfway.ra.protocol;

/** Growing intervals in milliseconds, from 1: doubled each time, up to a maximum. */
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
