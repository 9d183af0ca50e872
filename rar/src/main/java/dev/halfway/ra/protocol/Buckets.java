package dev.halfway.ra.protocol;

import java.util.concurrent.TimeUnit;

/**
 * Time in spans of equal length; the markers of one span are kept, and dropped, together.
 *
 * @param days length of a span, from 1
 */
public record Buckets(int days) {

  public Buckets {
    if (days < 1) {
      throw new IllegalArgumentException("days " + days);
    }
  }

  /** The bucket of a time in milliseconds since 1970. */
  public int at(long now) {
    return Math.toIntExact(Math.max(0, now) / TimeUnit.DAYS.toMillis(days));
  }

  /**
   * Whether a bucket is old enough to be dropped, provided that nothing that old is in any queue:
   * at least one whole span has passed since it ended.
   */
  public boolean over(int bucket, long now) {
    return bucket < at(now) - 1;
  }
}
