package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** The mechanisms compared, over the API; on H2, so its figures are of no interest here. */
@OnManagedServer
class ComparisonsTest {

  private static final String PATH = "api/transaction/comparisons";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Client client = ManagedServer.client();

  @Test
  void placesTheSameOrdersByEachModeAndTellsWhatCameOfThem() throws Exception {
    awaitNoneRuns();
    Answer begun = client.post(PATH, "{\"orders\":20,\"concurrency\":2}");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String location = begun.header("Location");
    // Five measured rounds, one to warm up, one to count.
    assertThat(begun.json().get("total").asInt()).isEqualTo(4 * 4 * 7);

    Answer other = client.post(PATH, "{}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().get("type").asText()).endsWith(":comparison-running");
    assertThat(other.json().get("detail").asText()).contains(begun.json().get("id").asText());

    // Ends with the comparison.
    Answer events = client.get(location + "/events");
    assertThat(events.header("Content-Type")).startsWith("text/event-stream");
    assertThat(events.text()).contains("event: progress", "event: end", " of 5: ");

    JsonNode done = Ordering.expect(client.get(location));
    assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.get("placed").asInt()).isEqualTo(done.get("total").asInt());
    assertThat(done.get("notice").asText()).contains("H2").contains("demo");
    assertThat(done.get("settings").fieldNames())
        .toIterable()
        .contains("database", "machine.processors", "java", "broker.journalType");
    assertThat(done.get("results").findValuesAsText("mode"))
        .containsExactly("plain", "xa", "half", "outbox");
    for (JsonNode result : done.get("results")) {
      assertThat(result.get("accepted").asInt()).as(result.toString()).isEqualTo(20);
      assertThat(result.get("checked").asInt()).isEqualTo(4 * 7);
      assertThat(result.get("perRound")).hasSize(5);
      assertThat(result.get("ordersPerSecond").asDouble()).isPositive();
      for (String none :
          List.of("refused", "failed", "lost", "phantom", "duplicate", "undecided")) {
        assertThat(result.get(none).asInt()).as(none + " " + result).isZero();
      }
      assertRising(result, "p50", "p95", "p99", "max");
      assertRising(result.get("consistency"), "p50", "p95", "p99", "max");
      assertThat(result.at("/forcedWrites/broker").asDouble()).as(result.toString()).isPositive();
    }
    assertThat(forcedByTransactionManager(done, "xa")).isPositive();
    assertThat(forcedByTransactionManager(done, "half")).isZero();

    Answer table = client.get(location + "/table.csv");
    assertThat(table.header("Content-Type")).startsWith("text/csv");
    assertThat(table.text().lines().map(line -> line.substring(0, line.indexOf(','))))
        .containsExactly("mode", "plain", "xa", "half", "outbox");
    assertThat(table.text().lines().map(line -> line.split(",", -1).length).distinct()).hasSize(1);
    Answer picture = client.get(location + "/picture.svg");
    assertThat(picture.header("Content-Type")).startsWith("image/svg+xml");
    Document svg = parsed(picture.text());
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4);
    assertThat(picture.text()).contains("demo");
    assertThat(Ordering.expect(client.get(PATH)).findValuesAsText("id"))
        .contains(begun.json().get("id").asText());
  }

  @Test
  void hasNoResultsBeforeItIsDone() {
    awaitNoneRuns();
    String location = client.post(PATH, "{\"orders\":5}").header("Location");

    assertThat(client.get(location + "/table.csv").status()).isEqualTo(409);
    assertThat(client.get(location + "/picture.svg").status()).isEqualTo(409);

    awaitNoneRuns();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "modes | {'modes':[]}",
        "modes[1] | {'modes':['half','none']}",
        "modes[0] | {'modes':[null]}",
        "modes[0] | {'modes':['HALF']}",
        "modes | {'modes':['half','half']}",
        "orders | {'orders':0}",
        "orders | {'orders':1000001}",
        "orders | {'orders':'many'}",
        "concurrency | {'concurrency':0}",
        "concurrency | {'concurrency':65}",
        "demo | {'demo':'yes'}",
        "faults | {'faults':{'after-lunch':0.5}}",
        "faults[relay-dies] | {'faults':{'relay-dies':2}}",
        "faults[relay-dies] | {'faults':{'relay-dies':null}}",
        "faults.relay-dies | {'faults':{'relay-dies':'often'}}",
        "faults | {'faults':['relay-dies']}",
        "seed | {'seed':1.5}",
        "rounds | {'rounds':5}",
        "body | []",
      })
  void namesTheFieldThatIsWrong(String field, String body) {
    Answer answer = client.post(PATH, body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @Test
  void thatIsNotThereIsNotFound() {
    String nowhere = PATH + "/00000000-0000-0000-0000-000000000000";
    for (String path :
        List.of(nowhere, nowhere + "/events", nowhere + "/table.csv", nowhere + "/picture.svg")) {
      assertThat(client.get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void faultsAreForOperatorsOfAServerThatWasStartedForThem() {
    String faulty = "{\"orders\":1,\"faults\":{\"relay-dies\":0.5}}";

    assertThat(client.post(PATH, faulty).status()).isEqualTo(401);
    Answer refused = ManagedServer.operator().post(PATH, faulty);
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().get("type").asText()).endsWith(":faults-off");
    JsonNode faults = Ordering.expect(client.get("api/transaction/faults"));
    assertThat(faults.get("on").asBoolean()).isFalse();
    assertThat(faults.get("points").findValuesAsText("name")).hasSize(7).contains("relay-dies");
  }

  @Test
  void whoHasBegunOneMayCancelItAndAnotherOneBeginsAtOnce() {
    awaitNoneRuns();
    Answer begun = client.post(PATH, "{\"orders\":1000,\"concurrency\":8}");
    String location = begun.header("Location");
    assertThat(begun.json().get("startedBy").asText()).isEqualTo("anonymous@127.0.0.1");
    CompletableFuture<Answer> events =
        CompletableFuture.supplyAsync(() -> client.get(location + "/events"));
    await("orders are placed")
        .atMost(PATIENCE)
        .until(() -> client.get(location).json().get("step").asText().contains(": "));

    Answer cancelled = client.delete(location);

    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    Answer next = client.post(PATH, "{\"orders\":1,\"modes\":[\"half\"]}");
    assertThat(next.status()).as(next.text()).isEqualTo(202);
    assertThat(cancelled.json().get("state").asText()).isEqualTo("CANCELLED");
    JsonNode one = client.get(location).json();
    assertThat(one.get("state").asText()).isEqualTo("CANCELLED");
    assertThat(one.get("failure").asText()).isEqualTo("cancelled by anonymous@127.0.0.1");
    assertThat(one.has("results")).isFalse();
    assertThat(events.orTimeout(1, TimeUnit.MINUTES).join().text())
        .contains("event: end", "CANCELLED");
    assertThat(client.delete(location).status()).as("again").isEqualTo(200);
    awaitNoneRuns();
    Answer done = client.delete(next.header("Location"));
    assertThat(done.status()).isEqualTo(409);
    assertThat(done.json().get("type").asText()).endsWith(":comparison-ended");
    awaitNothingIsOnItsWay();
  }

  @Test
  void onlyAnOperatorCancelsWhatAnOperatorHasBegun() {
    awaitNoneRuns();
    Client operator = ManagedServer.operator();
    String location = operator.post(PATH, "{\"orders\":100000}").header("Location");

    assertThat(client.get(location).json().get("startedBy").asText()).isEqualTo("operator");
    Answer refused = client.delete(location);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("type").asText()).endsWith(":not-yours");
    assertThat(client.get(location).json().get("state").asText()).isEqualTo("RUNNING");

    assertThat(operator.delete(location).status()).isEqualTo(200);
  }

  @Test
  void whatSomebodyOnThisMachineHasBegunNobodyElsewhereCancels() {
    awaitNoneRuns();
    Client viewer = viewer();
    String location = client.post(PATH, "{\"orders\":1000}").header("Location");

    Answer refused =
        viewer.send(
            viewer.request(location).header("X-Forwarded-For", "192.0.2.7").DELETE().build());

    assertThat(refused.status()).isEqualTo(403);
    assertThat(client.delete(location).status()).isEqualTo(200);
  }

  @Test
  void beyondASizeItIsForOperators() {
    awaitNoneRuns();
    String large = "{\"orders\":1001}";

    Answer anonymous = client.post(PATH, large);
    Answer viewer = viewer().post(PATH, large);

    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(viewer.status()).isEqualTo(403);
    for (Answer refused : List.of(anonymous, viewer)) {
      assertThat(refused.json().get("detail").asText())
          .isEqualTo("more than 1000 orders by each mode are for operators");
    }
    Client operator = ManagedServer.operator();
    Answer begun = operator.post(PATH, large);
    assertThat(begun.status()).isEqualTo(202);
    assertThat(operator.delete(begun.header("Location")).status()).isEqualTo(200);
  }

  private static Client viewer() {
    String name = "compares-" + UUID.randomUUID();
    String password = UUID.randomUUID().toString();
    Answer put =
        ManagedServer.operator()
            .put(
                "api/accounts/" + name,
                "{\"role\":\"viewer\",\"password\":\"%s\"}".formatted(password));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    return ManagedServer.client().as(name, password);
  }

  /** What was placed has its effects. */
  private void awaitNothingIsOnItsWay() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (JsonNode queue : client.get("api/queues").json()) {
                if (queue.get("name").asText().startsWith("halfway.transaction-")
                    && queue.get("depth").asInt() > 0) {
                  return false;
                }
              }
              return client.get("api/transaction/in-doubt").json().isEmpty();
            });
  }

  private void awaitNoneRuns() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                Ordering.expect(client.get(PATH + "?limit=200")).findValuesAsText("state").stream()
                    .noneMatch("RUNNING"::equals));
  }

  private static void assertRising(JsonNode times, String... names) {
    double before = 0;
    for (String name : names) {
      assertThat(times.get(name).asDouble()).as(name + " " + times).isGreaterThanOrEqualTo(before);
      before = times.get(name).asDouble();
    }
    assertThat(before).isPositive();
  }

  private static double forcedByTransactionManager(JsonNode comparison, String mode) {
    for (JsonNode result : comparison.get("results")) {
      if (result.get("mode").asText().equals(mode)) {
        return result.at("/forcedWrites/transactionLog").asDouble();
      }
    }
    throw new AssertionError(mode);
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
