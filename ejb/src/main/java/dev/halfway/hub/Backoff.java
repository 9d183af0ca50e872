package dev.halfway.hub;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before something is tried again: twice as long each time, from 0.2 s to 30 s,
 * and between half of that and all of it, so that nodes do not come at the same moments. Not
 * thread-safe.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = FIRST;

  /** The next wait. */
  Duration next() {
    long most = next.toMillis();
    next = next.multipliedBy(2);
    if (next.compareTo(LONGEST) > 0) {
      next = LONGEST;
    }
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** It has been well since. */
  void reset() {
    next = FIRST;
  }
}
