package dev.halfway.smoothing;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long something has taken, each time since the start. Thread-safe. */
final class Latency {

  private static final long LONGEST_MICROS = Duration.ofHours(24).toMillis() * 1_000;
  private static final int DIGITS = 2;
  private static final double MICROS = 1_000.0;

  private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

  void add(Duration time) {
    micros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, time.toNanos() / 1_000)));
  }

  /** In milliseconds; 0 where there was none. */
  SmoothingStats.LatencyPercentiles times() {
    return new SmoothingStats.LatencyPercentiles(
        micros.getValueAtPercentile(50) / MICROS, micros.getValueAtPercentile(99) / MICROS);
  }
}
