package dev.halfway.ra.protocol;

import java.util.concurrent.TimeUnit;

/** Time in spans of so many days; the markers of one span are kept, and dropped, together. */
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

  /** Whether a whole span has passed since it ended: what no queue needs may be dropped. */
  public boolean over(int bucket, long now) {
    return bucket < at(now) - 1;
  }
}
