package dev.halfway.delay;

import java.time.Duration;
import java.time.Instant;

/**
 * Which timers the broker has: those that are due soon, and not too many of them, because it keeps
 * each in memory. The time up to which it has them moves on with every round of the hand-over. What
 * is due within the next seconds is always handed over, however many that are. Thread-safe.
 */
final class NearWindow {

  /** Several rounds of the hand-over: none of them may be the last before a timer's time. */
  static final Duration ALWAYS = Duration.ofSeconds(5);

  private final Duration window;
  private final int most;
  private volatile Instant horizon = Instant.EPOCH;

  /**
   * A window.
   *
   * @param window how far it reaches
   * @param most timers in it, beyond which it reaches less far
   */
  NearWindow(Duration window, int most) {
    this.window = window;
    this.most = most;
  }

  /** Whether a timer that is set now goes to the broker at once. */
  boolean isNear(Instant dueAt) {
    return !dueAt.isAfter(horizon);
  }

  /** Up to when timers are handed over whatever their number. */
  Instant always(Instant now) {
    return now.plus(ALWAYS.compareTo(window) < 0 ? ALWAYS : window);
  }

  /** Up to when they are handed over at most. */
  Instant farthest(Instant now) {
    return now.plus(window);
  }

  /** How many more may be handed over; not negative. */
  int room(int near) {
    return Math.max(0, most - near);
  }

  /** Everything that is due until then has been handed over. */
  void reached(Instant now, Instant until) {
    Instant least = always(now);
    horizon = until.isBefore(least) ? least : until;
  }
}
