package dev.halfway.web.transaction;

import dev.halfway.transaction.comparison.Comparison;
import dev.halfway.transaction.comparison.Distribution.Point;
import dev.halfway.transaction.comparison.ModeResult;
import dev.halfway.transaction.comparison.Report;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a comparison as a picture (SVG 1.1): on the left how many orders each mode places
 * in a second, on the right how long they take by percentile, on a logarithmic scale.
 */
final class ComparisonPicture {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 420;
  private static final int TOP = 64;
  private static final int BOTTOM = 340;
  private static final int BARS_LEFT = 60;
  private static final int BARS_RIGHT = 400;
  private static final int LINES_LEFT = 520;
  private static final int LINES_RIGHT = 920;

  /** Told apart also by those who see few colours (Okabe and Ito, 2008). */
  private static final Map<String, String> COLOURS =
      Map.of("plain", "#999999", "xa", "#d55e00", "half", "#0072b2", "outbox", "#009e73");

  private final StringBuilder svg = new StringBuilder();
  private final Comparison comparison;
  private final Report report;

  private ComparisonPicture(Comparison comparison, Report report) {
    this.comparison = comparison;
    this.report = report;
  }

  static String of(Comparison comparison, Report report) {
    return new ComparisonPicture(comparison, report).draw();
  }

  private String draw() {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %1$d %2$d'"
            + " font-family='sans-serif' font-size='13' role='img'>",
        WIDTH, HEIGHT);
    add("<title>%s</title>", escaped(title()));
    add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    text(BARS_LEFT, 24, "start", "font-weight='bold'", title());
    text(BARS_LEFT, 48, "start", "", "orders per second");
    text(LINES_LEFT, 48, "start", "", "milliseconds to the answer, by percentile");
    bars(report.results());
    lines(report.results());
    text(BARS_LEFT, HEIGHT - 34, "start", "fill='#555'", circumstances());
    @Nullable String notice = report.notice();
    if (notice != null) {
      text(BARS_LEFT, HEIGHT - 12, "start", "fill='#b00' font-weight='bold'", notice);
    }
    return svg.append("</svg>\n").toString();
  }

  private String title() {
    return "%d orders by each mode, %d callers"
        .formatted(comparison.request().orders(), comparison.request().concurrency());
  }

  private String circumstances() {
    Map<String, String> settings = report.settings();
    return "%s; %s; %s"
        .formatted(
            settings.getOrDefault("machine.processors", ""),
            settings.getOrDefault("database", ""),
            settings.getOrDefault("java", ""));
  }

  private void bars(List<ModeResult> results) {
    double max =
        Math.max(1, results.stream().mapToDouble(ModeResult::ordersPerSecond).max().orElse(1));
    double step = (double) (BARS_RIGHT - BARS_LEFT) / results.size();
    for (int i = 0; i < results.size(); i++) {
      ModeResult result = results.get(i);
      double height = (BOTTOM - TOP - 20) * result.ordersPerSecond() / max;
      double left = BARS_LEFT + i * step + step * 0.15;
      add(
          "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
          left, BOTTOM - height, step * 0.7, height, colour(result));
      double middle = left + step * 0.35;
      text(middle, BOTTOM - height - 6, "middle", "", "%.0f".formatted(result.ordersPerSecond()));
      text(middle, BOTTOM + 18, "middle", "", ModeNames.of(result.mode()));
    }
    add("<line x1='%d' y1='%d' x2='%d' y2='%2$d' stroke='black'/>", BARS_LEFT, BOTTOM, BARS_RIGHT);
  }

  private void lines(List<ModeResult> results) {
    double min = Double.MAX_VALUE;
    double max = 0;
    for (ModeResult result : results) {
      for (Point point : result.latency().points()) {
        min = Math.min(min, Math.max(0.01, point.millis()));
        max = Math.max(max, point.millis());
      }
    }
    if (max == 0) {
      return;
    }
    int from = (int) Math.floor(Math.log10(min));
    int to = Math.max(from + 1, (int) Math.ceil(Math.log10(max)));
    for (int decade = from; decade <= to; decade++) {
      double y = y(Math.pow(10, decade), from, to);
      add(
          "<line x1='%d' y1='%.1f' x2='%d' y2='%2$.1f' stroke='#ddd'/>",
          LINES_LEFT, y, LINES_RIGHT);
      text(
          LINES_LEFT - 6,
          y + 4,
          "end",
          "",
          decade < 0 ? "0." + "0".repeat(-decade - 1) + "1" : "1" + "0".repeat(decade));
    }
    for (int percentile = 0; percentile <= 100; percentile += 25) {
      text(x(percentile), BOTTOM + 18, "middle", "", String.valueOf(percentile));
    }
    int row = 0;
    for (ModeResult result : results) {
      StringBuilder path = new StringBuilder();
      for (Point point : result.latency().points()) {
        path.append(
            format(
                "%.1f,%.1f ", x(point.percentile()), y(Math.max(0.01, point.millis()), from, to)));
      }
      add(
          "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
          path.toString().strip(), colour(result));
      text(
          LINES_LEFT + 10,
          TOP + 14 + 18 * row++,
          "start",
          "fill='%s' font-weight='bold'".formatted(colour(result)),
          ModeNames.of(result.mode()));
    }
  }

  private static double x(double percentile) {
    return LINES_LEFT + (LINES_RIGHT - LINES_LEFT) * percentile / 100;
  }

  private static double y(double millis, int from, int to) {
    return BOTTOM - (BOTTOM - TOP) * (Math.log10(millis) - from) / (to - from);
  }

  private static String colour(ModeResult result) {
    return COLOURS.getOrDefault(ModeNames.of(result.mode()), "black");
  }

  private void text(double x, double y, String anchor, String style, String text) {
    add(
        "<text x='%.1f' y='%.1f' text-anchor='%s' %s>%s</text>",
        x, y, anchor, style, escaped(text));
  }

  private void add(String format, Object... values) {
    svg.append(format(format, values)).append('\n');
  }

  /** With a point for the decimals, wherever the server stands. */
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
