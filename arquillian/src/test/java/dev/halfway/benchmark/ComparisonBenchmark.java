package dev.halfway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The mechanisms compared on a PostgreSQL of its own, by few and by many callers: prints the
 * settings and a table, and leaves a picture for each number of callers in {@code
 * target/fork-1/comparison-<callers>.svg}. How many orders are placed by each mode {@code
 * -Dcomparison.orders=} says, and by how many callers {@code -Dcomparison.concurrency=1,8,32}.
 */
class ComparisonBenchmark {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String BASE = "xa";

  @Test
  void printsWhatEachMechanismTakesAndLeavesBehind() throws Exception {
    int[] concurrencies =
        Arrays.stream(System.getProperty("comparison.concurrency", "1,8,32").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.settings());
      // Nobody waits for a connection: that would be the pool that is measured.
      settings.put("halfway.db.pool", "40");
      try (ServerProcess server = ServerProcess.fresh("comparison", settings).asUsersDo().start()) {
        List<String> lines = new ArrayList<>();
        for (int concurrency : concurrencies) {
          JsonNode done = compare(server.operator(), concurrency);
          if (lines.isEmpty()) {
            System.out.println(done.get("settings").toPrettyString());
          }
          lines.addAll(lines(concurrency, done.get("results")));
        }
        System.out.println(String.join("\n", HEADER, String.join("\n", lines)));
      }
    }
  }

  private static JsonNode compare(Client client, int concurrency) throws Exception {
    Answer begun =
        client.post(
            "api/transaction/comparisons",
            "{\"orders\":%d,\"concurrency\":%d}"
                .formatted(Integer.getInteger("comparison.orders", 5_000), concurrency));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String location = begun.header("Location");
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !client.get(location).json().get("state").asText().equals("RUNNING"));

    JsonNode done = client.get(location).json();
    assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DONE");
    System.out.println(client.get(location + "/table.csv").text());
    Files.writeString(
        Path.of("comparison-%d.svg".formatted(concurrency)),
        client.get(location + "/picture.svg").text());
    for (JsonNode result : done.get("results")) {
      for (String none : List.of("failed", "lost", "phantom", "duplicate", "undecided")) {
        assertThat(result.get(none).asInt()).as(none + " " + result).isZero();
      }
    }
    return done;
  }

  private static final String HEADER =
      """
      | callers | mode | orders/s | to xa | least–most | p50 | p95 | p99 ms | all effects p50 | p99 ms | forced writes: broker | log | database | locks in doubt ms, mean | longest |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""
          .stripIndent();

  private static List<String> lines(int concurrency, JsonNode results) {
    double base = 1;
    for (JsonNode result : results) {
      if (result.get("mode").asText().equals(BASE)) {
        base = result.get("ordersPerSecond").asDouble();
      }
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode result : results) {
      List<Double> rounds = new ArrayList<>();
      result.get("perRound").forEach(round -> rounds.add(round.asDouble()));
      double perSecond = result.get("ordersPerSecond").asDouble();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d | `%s` | %.0f | %.2f | %.0f–%.0f | %.1f | %.1f | %.1f | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f | %.0f |",
              concurrency,
              result.get("mode").asText(),
              perSecond,
              perSecond / base,
              rounds.stream().mapToDouble(one -> one).min().orElseThrow(),
              rounds.stream().mapToDouble(one -> one).max().orElseThrow(),
              result.get("p50").asDouble(),
              result.get("p95").asDouble(),
              result.get("p99").asDouble(),
              result.at("/consistency/p50").asDouble(),
              result.at("/consistency/p99").asDouble(),
              result.at("/forcedWrites/broker").asDouble(),
              result.at("/forcedWrites/transactionLog").asDouble(),
              result.at("/forcedWrites/database").asDouble(),
              result.at("/locksInDoubt/meanMillis").asDouble(),
              result.at("/locksInDoubt/longestMillis").asDouble()));
    }
    return lines;
  }
}
