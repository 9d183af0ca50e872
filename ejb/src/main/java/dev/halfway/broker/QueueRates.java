package dev.halfway.broker;

import java.util.HashMap;
import java.util.Map;

/** Messages per second of each queue, from two samples of the broker's counters. Immutable. */
record QueueRates(Map<String, Counters> counters, long nanos, Map<String, Rate> rates) {

  /** Before the first sample. */
  static final QueueRates NONE = new QueueRates(Map.of(), 0, Map.of());

  /** How many messages arrived and were acknowledged since the broker's start. */
  record Counters(long in, long out) {}

  /** Messages per second. */
  record Rate(double in, double out) {}

  Rate of(String queue) {
    return rates.getOrDefault(queue, new Rate(0, 0));
  }

  /** What the next sample, taken at {@code now} on the monotonic clock, makes of it. */
  QueueRates next(Map<String, Counters> sample, long now) {
    double seconds = (now - nanos) / 1e9;
    Map<String, Rate> next = new HashMap<>();
    sample.forEach(
        (queue, current) -> {
          Counters before = counters.get(queue);
          if (before != null) {
            next.put(
                queue,
                new Rate(
                    perSecond(current.in() - before.in(), seconds),
                    perSecond(current.out() - before.out(), seconds)));
          }
        });
    return new QueueRates(Map.copyOf(sample), now, Map.copyOf(next));
  }

  /** Counters start again with the broker: a step back is no rate. */
  private static double perSecond(long count, double seconds) {
    return count <= 0 || seconds <= 0 ? 0 : Figures.rounded(count / seconds);
  }
}
