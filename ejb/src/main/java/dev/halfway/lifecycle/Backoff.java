package dev.halfway.lifecycle;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after the n-th failure in a row: doubling, up to a limit, and somewhat random so
 * that many who failed together do not come back together.
 *
 * @param first the wait after the first failure, at least 1 ms
 * @param limit the longest wait, at least {@code first}
 */
public record Backoff(Duration first, Duration limit) {

  /** Past this many doublings every limit is reached; more would overflow. */
  private static final int MAX_DOUBLINGS = 20;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when {@code first} is below 1 ms or above {@code limit}
   */
  public Backoff {
    if (first.toMillis() < 1 || first.compareTo(limit) > 0) {
      throw new IllegalArgumentException("a back-off from " + first + " to " + limit);
    }
  }

  /** The wait after that many failures in a row (1 or more): between half and all of the step. */
  public Duration after(int failures) {
    int doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
    long step = Math.min(first.toMillis() << doublings, limit.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong((step + 1) / 2, step + 1));
  }
}
