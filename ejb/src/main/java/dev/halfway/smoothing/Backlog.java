package dev.halfway.smoothing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many accepted orders wait, and how fast they become fewer. Between two looks at the queue it
 * counts what this node has accepted and worked off since: so several nodes may exceed the limit by
 * what the others accept between two looks. Thread-safe.
 */
final class Backlog {

  /** Of the newest look, in the moving average of the rate. */
  private static final double WEIGHT = 0.3;

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final AtomicLong since = new AtomicLong();
  private volatile Look last = new Look(0, 0, 0, 0);

  /**
   * A look at the queue.
   *
   * @param depth orders in it
   * @param workedOff orders that ever left it
   * @param nanos when, by the monotonic clock
   * @param perSecond worked off, on the average
   */
  private record Look(long depth, long workedOff, long nanos, double perSecond) {}

  /** Counts one more, which will be in the queue when it is looked at next. */
  void accepted() {
    since.incrementAndGet();
  }

  /** One was worked off on this node. */
  void workedOff() {
    since.decrementAndGet();
  }

  /** It was not sent after all. */
  void withdrawn() {
    since.decrementAndGet();
  }

  /** Somebody has looked at the queue. To be called by one thread. */
  void seen(long depth, long workedOff, long nanos) {
    Look before = last;
    double seconds = (nanos - before.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
    double perSecond = before.perSecond();
    if (before.nanos() != 0 && seconds > 0 && workedOff >= before.workedOff()) {
      double now = (workedOff - before.workedOff()) / seconds;
      perSecond = perSecond == 0 ? now : perSecond + WEIGHT * (now - perSecond);
    }
    since.set(0);
    last = new Look(depth, workedOff, nanos, perSecond);
  }

  /** Accepted orders that wait or are being worked on. */
  long size() {
    return Math.max(0, last.depth() + since.get());
  }

  /** Orders worked off per second, on the average of the last seconds. */
  double perSecond() {
    return last.perSecond();
  }

  /** How long it takes until no more than this many wait, from one second to five minutes. */
  Duration until(long most) {
    double perSecond = last.perSecond();
    long excess = size() - most + 1;
    Duration wait =
        perSecond <= 0 ? LONGEST : Duration.ofMillis((long) (excess * 1_000 / perSecond));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
  }
}
