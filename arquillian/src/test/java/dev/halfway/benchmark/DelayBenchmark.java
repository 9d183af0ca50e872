package dev.halfway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What pending timers cost, and how exact timers are meanwhile: with most of them in the table, as
 * it is, and, for as many as it may be given, with all of them in the broker. Prints a table and
 * leaves a picture in {@code target/fork-1/delay.png}. {@code
 * -Ddelay.pending=10000,30000,100000,1000000} says how many are pending, {@code
 * -Ddelay.probes=2000} how many are measured.
 */
class DelayBenchmark {

  private static final int[] PENDING =
      Arrays.stream(System.getProperty("delay.pending", "10000,30000,100000,1000000").split(","))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int PROBES = Integer.getInteger("delay.probes", 2_000);

  /** As many as the broker may be given: {@code halfway.delay.most-near}. */
  private static final int MOST_IN_BROKER = 30_000;

  /** Probes are set one after the other, and become due one after the other from then on. */
  private static final Duration AHEAD = Duration.ofSeconds(20);

  private static final int EVERY_MILLIS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Map<String, List<Double>> errors = new LinkedHashMap<>();

  @Test
  void printsWhatPendingTimersCost() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int pending : PENDING) {
      lines.add(measured("in the table", pending, Map.of()));
      if (pending <= MOST_IN_BROKER) {
        lines.add(
            measured(
                "all in the broker",
                pending,
                Map.of(
                    "halfway.delay.window",
                    "P365D",
                    "halfway.delay.most-near",
                    String.valueOf(MOST_IN_BROKER))));
      }
    }
    System.out.println(
        """
        | pending | where | in the broker | heap in use | restart | error p50 | p99 | max ms | early |
        |---|---|---|---|---|---|---|---|---|"""
            .stripIndent());
    lines.forEach(System.out::println);
    draw();
  }

  private String measured(String where, int pending, Map<String, String> how) {
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.settings());
      settings.putAll(how);
      Rows rows = new Rows(postgres.dataSource());
      try (ServerProcess server = ServerProcess.fresh("delay", settings).asUsersDo().start()) {
        fill(rows, pending);
        awaitHandedOver(rows, how.isEmpty() ? Math.min(pending, near(rows)) : pending);
        server.stop();
        long before = System.nanoTime();
        server.start();
        long restart = Duration.ofNanos(System.nanoTime() - before).toMillis();
        final long heap = server.kilobytesInUse() / 1024;
        final int inBroker =
            rows.number("SELECT count(*) FROM delay_timer WHERE near AND state = 'PENDING'");
        probe(server.client(), rows);
        List<Double> error = errors(rows);
        errors.put(String.format(Locale.ROOT, "%,d, %s", pending, where), error);
        return String.format(
            Locale.ROOT,
            "| %,d | %s | %,d | %d MB | %.1f s | %.1f | %.1f | %.1f | %d |",
            pending,
            where,
            inBroker,
            heap,
            restart / 1_000.0,
            percentile(error, 50),
            percentile(error, 99),
            percentile(error, 100),
            error.stream().filter(one -> one < 0).count());
      }
    }
  }

  /** As if they had been set long ago, due from in five minutes to in thirty days. */
  private static void fill(Rows rows, int pending) {
    rows.execute(
        """
        INSERT INTO delay_timer (id, kind, text, due_at, set_at, near, state)
          SELECT gen_random_uuid(), 'MESSAGE', 'pending since long',
            date_trunc('milliseconds', now() + interval '5 minutes' + n * interval '30 days' / %d),
            now(), FALSE, 'PENDING' FROM generate_series(1, %d) AS n;
        ANALYZE delay_timer"""
            .formatted(pending, pending));
  }

  private static int near(Rows rows) {
    return rows.number(
        "SELECT count(*) FROM delay_timer WHERE due_at <= now() + interval '9 minutes'");
  }

  private static void awaitHandedOver(Rows rows, int timers) {
    await("timers handed over")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                rows.number("SELECT count(*) FROM delay_timer WHERE near AND state = 'PENDING'")
                    >= timers);
  }

  private static void probe(Client client, Rows rows) {
    Instant first = Instant.now().plus(AHEAD);
    for (int i = 0; i < PROBES; i++) {
      Answer answer =
          client.post(
              "api/delay/messages",
              "{\"text\":\"probe\",\"deliverAt\":\"%s\"}"
                  .formatted(first.plusMillis((long) i * EVERY_MILLIS)));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }
    await("probes delivered")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                rows.number(
                        "SELECT count(*) FROM delay_timer WHERE text = 'probe' AND state = 'FIRED'")
                    == PROBES);
  }

  /** Milliseconds from due to delivered, sorted. */
  private static List<Double> errors(Rows rows) {
    return rows
        .texts(
            "SELECT (1000 * extract(epoch FROM done_at - due_at))::text || ' ' || id"
                + " FROM delay_timer WHERE text = 'probe'")
        .stream()
        .map(text -> Double.valueOf(text.substring(0, text.indexOf(' '))))
        .sorted()
        .toList();
  }

  private static double percentile(List<Double> sorted, double percent) {
    int index = (int) Math.ceil(sorted.size() * percent / 100) - 1;
    return sorted.get(Math.max(0, index));
  }

  private void draw() throws IOException {
    LineChart chart =
        new LineChart(
                "How late timers fire, by number of pending ones",
                "percentile",
                "milliseconds, logarithmic")
            .logarithmic();
    List<Double> percents = IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();
    errors.forEach(
        (name, sorted) ->
            chart.line(
                name,
                percents,
                percents.stream().map(one -> Math.max(1, percentile(sorted, one))).toList()));
    chart.save("delay");
  }
}
