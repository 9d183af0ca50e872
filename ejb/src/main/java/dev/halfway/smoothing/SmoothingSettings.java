package dev.halfway.smoothing;

/**
 * What may be changed while the sale goes on.
 *
 * @param concurrency orders that a node works on at the same time, 1 to 64
 * @param maxBacklog accepted orders that may wait, on all nodes together, 1 to 10,000,000
 * @param rate orders that a node accepts per second, to 1,000,000; 0 for no limit
 */
public record SmoothingSettings(int concurrency, int maxBacklog, int rate) {

  static final int MOST_CONCURRENCY = 64;
  static final int MOST_BACKLOG = 10_000_000;
  static final int MOST_RATE = 1_000_000;

  /**
   * Checks them.
   *
   * @param names what each is called to whoever reads the error
   * @throws IllegalArgumentException that names the one that is wrong
   */
  void check(String names) {
    within(names + "concurrency", concurrency, 1, MOST_CONCURRENCY);
    within(names + "max-backlog", maxBacklog, 1, MOST_BACKLOG);
    within(names + "rate", rate, 0, MOST_RATE);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: must be %d to %d: %d".formatted(name, least, most, value));
    }
  }
}
