package dev.halfway.transaction.comparison;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long something took, in milliseconds; all zero where nothing was measured.
 *
 * @param points what a picture is drawn from: pairs of percentile and milliseconds, both rising
 */
public record Distribution(double p50, double p95, double p99, double max, List<Point> points) {

  private static final double MICROS = 1_000;
  private static final List<Double> PERCENTILES =
      List.of(
          0.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0, 97.5,
          99.0, 99.5, 99.9, 100.0);

  /** A percentile, from 0 to 100, and its time. */
  public record Point(double percentile, double millis) {}

  /** Of a histogram of microseconds. */
  static Distribution of(Histogram micros) {
    List<Point> points = new ArrayList<>();
    if (micros.getTotalCount() > 0) {
      PERCENTILES.forEach(at -> points.add(new Point(at, millis(micros, at))));
    }
    return new Distribution(
        millis(micros, 50), millis(micros, 95), millis(micros, 99), millis(micros, 100), points);
  }

  private static double millis(Histogram micros, double percentile) {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS;
  }
}
