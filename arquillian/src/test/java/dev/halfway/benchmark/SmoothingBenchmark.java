package dev.halfway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.database.SlowDatabase;
import dev.halfway.load.OpenLoad;
import dev.halfway.server.ServerProcess;
import dev.halfway.smoothing.Peak;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * A sale under twenty times the load that its database takes, in an open model: smoothed, smoothed
 * with the node killed in the middle, and straight to the database. Prints a table and leaves a
 * picture in {@code target/fork-1/smoothing.png}. {@code -Dsmoothing.seconds=30} says how long each
 * takes, {@code -Dsmoothing.database-rate=20} how many orders per second the database takes.
 */
class SmoothingBenchmark {

  private static final int RATE = Integer.getInteger("smoothing.database-rate", 20);
  private static final int PEAK = 20 * RATE;
  private static final int FEW = 20;
  private static final Duration DURATION =
      Duration.ofSeconds(Integer.getInteger("smoothing.seconds", 30));
  private static final int BOUND = SlowDatabase.DISKS;
  private static final int STOCK = PEAK * (int) DURATION.toSeconds() / 2;

  private final List<String> lines = new ArrayList<>();
  private Postgres postgres;
  private ServerProcess server;

  @SuppressWarnings("NullAway.Init") // The one test makes them first of all.
  SmoothingBenchmark() {}

  @Test
  void printsWhatBecomesOfAPeak() throws Exception {
    try (Postgres database = Postgres.start();
        ServerProcess node =
            ServerProcess.fresh("smoothing", settings(database)).asUsersDo().start()) {
      postgres = database;
      server = node;
      Peak warmUp = peak("warm-up");
      warmUp.orders(PEAK, DURATION).join();
      warmUp.awaitWorkedOff();

      final long heapBefore = server.kilobytesInUse();
      Histogram idle = idle("idle-before");
      Peak smoothed = peak("smoothed");
      Instant start = Instant.now();
      SlowDatabase slow = slow();
      OpenLoad.Result peak = smoothed.orders(PEAK, DURATION).join();
      final int waiting = server.client().get("api/smoothing/stats").json().get("backlog").asInt();
      final long heapLoaded = server.kilobytesInUse();
      report("smoothed", smoothed, peak, slow);
      List<Integer> plateau = smoothed.workedOffPerSecond(start, DURATION);
      final long heapAfter = server.kilobytesInUse();
      idle.add(idle("idle-after"));

      Peak killed = peak("killed");
      SlowDatabase slowAgain = slow();
      CompletableFuture<OpenLoad.Result> load = killed.orders(PEAK, DURATION);
      killed.awaitRows(RATE * (int) DURATION.toSeconds() / 3);
      server.kill();
      server.start();
      report("smoothed, node killed", killed, load.join(), slowAgain);

      Peak straight = peak("straight");
      SlowDatabase slowOnceMore = slow();
      OpenLoad.Result direct = straight.directOrders(PEAK, DURATION).join();
      report("direct", straight, direct, slowOnceMore);

      System.out.println(HEADER);
      lines.forEach(System.out::println);
      System.out.printf(
          Locale.ROOT,
          "%nacceptance p99 under the peak: %.2f times that of an idle server (%.1f ms)%n"
              + "heap in use: %d MB before, %d MB with %d orders waiting, %d MB after%n"
              + "worked off per second during the peak: %s%n",
          peak.millis(99) / (idle.getValueAtPercentile(99) / 1_000.0),
          idle.getValueAtPercentile(99) / 1_000.0,
          heapBefore / 1024,
          heapLoaded / 1024,
          waiting,
          heapAfter / 1024,
          plateau);
      draw(peak.succeeded(), plateau, direct.succeeded());
    }
  }

  private static Map<String, String> settings(Postgres database) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("halfway.smoothing.concurrency", String.valueOf(BOUND));
    settings.put("halfway.redelivery.delay", "200");
    return settings;
  }

  private Peak peak(String item) {
    Peak peak = new Peak(server.client(), item, rows());
    peak.offering(STOCK);
    return peak;
  }

  private SlowDatabase slow() {
    return SlowDatabase.of(rows(), RATE);
  }

  private Histogram idle(String name) {
    Peak few = peak(name);
    OpenLoad.Result result = few.orders(FEW, DURATION).join();
    few.awaitWorkedOff();
    lines.add(line(name, FEW, result, few, "–"));
    return result.micros();
  }

  private static final String HEADER =
      """
      | | orders/s that come | accepted | refused | gave up | acceptance p50 | p99 | max ms | at the database at once | confirmed | sold out | of accepted lost |
      |---|---|---|---|---|---|---|---|---|---|---|---|"""
          .stripIndent();

  private void report(String name, Peak peak, OpenLoad.Result result, SlowDatabase slow) {
    int atOnce = slow.fast();
    peak.awaitWorkedOff();
    lines.add(line(name, PEAK, result, peak, String.valueOf(atOnce)));
    assertThat(peak.missing(result.locations())).as(name + ": lost").isEmpty();
    assertThat(peak.sold()).as(name + ": sold").isEqualTo(peak.outcomes().get("CONFIRMED"));
    int all = peak.outcomes().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(peak.sold()).as(name + ": sold").isEqualTo(Math.min(STOCK, all));
  }

  private static String line(
      String name, int perSecond, OpenLoad.Result result, Peak peak, String atOnce) {
    int accepted = result.answered(202) + result.answered(201);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %.1f | %.1f | %.0f | %s | %d | %d | %d |",
        name,
        perSecond,
        accepted,
        result.offered() - accepted - result.gaveUp(),
        result.gaveUp(),
        result.millis(50),
        result.millis(99),
        result.millis(100),
        atOnce,
        peak.outcomes().get("CONFIRMED"),
        peak.outcomes().get("SOLD_OUT"),
        peak.missing(result.locations()).size());
  }

  private static void draw(List<Integer> accepted, List<Integer> plateau, List<Integer> direct)
      throws IOException {
    new LineChart(
            "%d orders per second come, the database takes %d".formatted(PEAK, RATE),
            "seconds",
            "orders per second")
        .logarithmic()
        .line("accepted, with the queue", seconds(), perSecond(accepted))
        .line("worked off, with the queue", seconds(), perSecond(plateau))
        .line("answered in time, without", seconds(), perSecond(direct))
        .save("smoothing");
  }

  private static List<Double> seconds() {
    return IntStream.range(0, (int) DURATION.toSeconds()).mapToObj(Double::valueOf).toList();
  }

  /** Zero has no place on a logarithmic scale. */
  private static List<Double> perSecond(List<Integer> counts) {
    return counts.stream().limit(DURATION.toSeconds()).map(count -> Math.max(1.0, count)).toList();
  }

  private Rows rows() {
    return new Rows(postgres.dataSource());
  }
}
