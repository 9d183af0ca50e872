package dev.halfway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.server.Client;
import dev.halfway.server.Client.Answer;
import dev.halfway.server.Postgres;
import dev.halfway.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The mechanisms compared on a PostgreSQL of its own: prints the settings and the table, and leaves
 * the picture in {@code target/comparison.svg}. How many orders by each mode {@code
 * -Dcomparison.orders=} says, and by how many callers {@code -Dcomparison.concurrency=}.
 */
class ComparisonBenchmark {

  /** All compilers, unlike tests. */
  private static final List<String> AS_USERS_DO = List.of("-XX:TieredStopAtLevel=4");

  private static final Duration LONGEST = Duration.ofHours(1);

  @Test
  void printsWhatEachMechanismTakesAndLeavesBehind() throws Exception {
    try (Postgres postgres = Postgres.start();
        ServerProcess server =
            ServerProcess.fresh("comparison", postgres.settings())
                .javaOptions(AS_USERS_DO)
                .start()) {
      Client client = server.client();
      Answer begun =
          client.post(
              "api/transaction/comparisons",
              "{\"orders\":%d,\"concurrency\":%d}"
                  .formatted(
                      Integer.getInteger("comparison.orders", 10_000),
                      Integer.getInteger("comparison.concurrency", 8)));
      assertThat(begun.status()).as(begun.text()).isEqualTo(202);
      String location = begun.header("Location");
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !client.get(location).json().get("state").asText().equals("RUNNING"));

      JsonNode done = client.get(location).json();
      assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DONE");
      System.out.println(done.get("settings").toPrettyString());
      System.out.println(client.get(location + "/table.csv").text());
      Files.writeString(Path.of("comparison.svg"), client.get(location + "/picture.svg").text());
      for (JsonNode result : done.get("results")) {
        for (String none : List.of("failed", "lost", "phantom", "duplicate", "undecided")) {
          assertThat(result.get(none).asInt()).as(none + " " + result).isZero();
        }
      }
    }
  }
}
