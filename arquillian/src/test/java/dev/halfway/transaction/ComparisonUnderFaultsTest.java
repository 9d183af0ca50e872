package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.server.ServerProcess;
import dev.halfway.server.StandaloneConf;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The mechanisms compared while everything fails now and then, on a server started for that. */
class ComparisonUnderFaultsTest {

  private static final String PATH = "api/transaction/comparisons";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Set<String> OF_ALL =
      Set.of("before-commit", "commit-reply-lost", "broker-gone", "consumer-dies");
  private static final Map<String, Set<String>> OF_SOME =
      Map.of(
          "before-half", Set.of("half", "xa", "outbox"),
          "after-half", Set.of("half", "xa", "outbox"),
          "relay-dies", Set.of("half", "outbox"));

  private static Postgres postgres;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    settings.put("halfway.redelivery.delay", "200");
    settings.put("halfway.transaction.comparison-time", "PT2S");
    // The transaction manager looks every two minutes by default, and twice at what it does not
    // know.
    settings.put("RecoveryEnvironmentBean.periodicRecoveryPeriod", "5");
    settings.put("RecoveryEnvironmentBean.recoveryBackoffPeriod", "1");
    settings.put("JTAEnvironmentBean.orphanSafetyInterval", "1000");
    server =
        ServerProcess.fresh("comparison-under-faults", settings)
            .javaOptions(StandaloneConf.options("HALFWAY_FAULTS", "true"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void tellsWhatEachMechanismMakesOfEachFault() {
    assertThat(Ordering.expect(server.client().get("api/transaction/faults")).get("on").asBoolean())
        .isTrue();
    String faults =
        """
        {"before-half": 0.05, "after-half": 0.05, "before-commit": 0.05, "commit-reply-lost": 0.05,
         "broker-gone": 0.05, "relay-dies": 0.2, "consumer-dies": 0.05}""";

    JsonNode report =
        compare("{\"orders\":200,\"concurrency\":4,\"seed\":7,\"faults\":" + faults + "}");

    assertThat(report.get("notice").asText()).contains("faults were injected");
    assertThat(report.get("seed").asInt()).isEqualTo(7);
    for (JsonNode result : report.get("results")) {
      String mode = result.get("mode").asText();
      OF_ALL.forEach(point -> assertFailed(result, point));
      OF_SOME.forEach(
          (point, modes) -> {
            if (modes.contains(mode)) {
              assertFailed(result, point);
            }
          });
      assertThat(result.get("failed").asInt()).as(result.toString()).isPositive();
      assertThat(result.get("phantom").asInt()).as(result.toString()).isZero();
      assertThat(result.get("duplicate").asInt()).as(result.toString()).isZero();
      assertThat(result.get("undecided").asInt()).as(result.toString()).isZero();
      if (mode.equals("plain")) {
        assertThat(result.get("lost").asInt()).as(result.toString()).isPositive();
      } else {
        assertThat(result.get("lost").asInt()).as(result.toString()).isZero();
      }
    }
  }

  /** Forced writes alone take longer: PostgreSQL tells of them after ten seconds. */
  @Test
  void oneThatNoOperatorHasBegunIsGivenUpInTime() {
    String location =
        server.client().post(PATH, "{\"orders\":1,\"modes\":[\"half\"]}").header("Location");

    JsonNode ended = awaitEnd(location);

    assertThat(ended.get("state").asText()).isEqualTo("CANCELLED");
    assertThat(ended.get("failure").asText())
        .isEqualTo("it took longer than PT2S, as only an operator's may");
  }

  private static void assertFailed(JsonNode result, String point) {
    JsonNode count = result.at("/faults/" + point);
    assertThat(count.at("/failed").asInt()).as(point + " of " + result).isPositive();
  }

  private static JsonNode compare(String body) {
    Answer begun = server.operator().post(PATH, body);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String location = begun.header("Location");
    JsonNode done = awaitEnd(location);
    assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DONE");
    System.out.println(done.toPrettyString());
    return done;
  }

  private static JsonNode awaitEnd(String location) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> Ordering.expect(server.client().get(location)),
            comparison -> !comparison.get("state").asText().equals("RUNNING"));
  }
}
