package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dispatches and the dictionary, over HTTP and WebSocket. */
@OnManagedServer
class BroadcastTest {

  private static final String DISPATCHES = "api/broadcast/dispatches";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int CANNOT_ACCEPT = 1003;
  private static final int POLICY_VIOLATION = 1008;
  private static final int TOO_BIG = 1009;

  private final Client client = ManagedServer.client();
  private final String driver = "driver-" + UUID.randomUUID();

  @Test
  void aDispatchIsPushedAsItWasPosted() throws Exception {
    JsonNode[] pushed = new JsonNode[1];
    try (DriverApp app =
        DriverApp.connect(client, driver, (from, dispatch) -> pushed[0] = dispatch)) {
      Answer posted = post("Main station", "Airport", "32.40");

      assertThat(posted.status()).as(posted.text()).isEqualTo(202);
      awaitSeen(app, posted.json().get("id").asLong());
      assertThat(pushed[0]).isEqualTo(posted.json());
      assertThat(client.get(posted.header("Location")).json()).isEqualTo(posted.json());
    }
  }

  @Test
  void anAppGetsAllThatComesAfterWhatItHasSeen() throws Exception {
    long first = id(post("a", "b", "1"));
    long second = id(post("b", "c", "1"));
    try (DriverApp app = DriverApp.connect(client, driver, first)) {
      awaitSeen(app, second);
      long third = id(post("c", "d", "1"));
      await().atMost(PATIENCE).until(() -> app.lastSeen() == third);
      assertThat(app.seen()).containsExactly(second, third);
    }
  }

  /** As after the database was restored, or where an app has mistaken itself. */
  @ParameterizedTest
  @ValueSource(longs = {1, 999_999_999_999_999L})
  void aPositionAboveTheNewestDispatchIsNotBelieved(long above) throws Exception {
    long seen;
    try (DriverApp app = DriverApp.connect(client, driver)) {
      seen = id(post("a", "b", "1"));
      awaitSeen(app, seen);
    }
    long missed = id(post("b", "c", "1"));

    try (DriverApp app = DriverApp.connect(client, driver, missed + above)) {
      awaitSeen(app, missed);
      assertThat(app.seen()).as("it goes on where it has acknowledged").containsExactly(missed);
      assertThat(app.told()).hasSize(1);
      JsonNode notice = app.told().get(0);
      assertThat(notice.get("type").asText()).isEqualTo("urn:halfway:problem:position-refused");
      assertThat(notice.get("position").asLong()).isEqualTo(missed + above);
      assertThat(notice.get("newest").asLong()).isEqualTo(missed);
      assertThat(notice.get("after").asLong()).isEqualTo(seen);
      assertThat(notice.get("detail").asText()).contains(String.valueOf(missed + above));
    }
    long next = id(post("c", "d", "1"));
    try (DriverApp app = DriverApp.connect(client, driver)) {
      awaitSeen(app, next);
      assertThat(app.told()).isEmpty();
    }
  }

  @Test
  void anAppThatIsNotKnownBeginsWithTheLogWhereItIsNotBelieved() throws Exception {
    long first = id(post("a", "b", "1"));

    try (DriverApp app = DriverApp.connect(client, driver, first + 1_000_000)) {
      awaitSeen(app, first);
      assertThat(app.told().get(0).get("after").asLong()).isZero();
      awaitSeen(app, id(post("b", "c", "1")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{}",
        "null",
        "[]",
        "1",
        "{\"ack\":null}",
        "{\"ack\":-1}",
        "{\"ack\":\"1\"}",
        "{\"ack\":true}",
        "{\"ack\":0.0}",
        "{\"ack\":00}",
        "{\"ack\":1e0}",
        "{\"ack\":NaN}",
        "{\"ack\":[0]}",
        "{\"ack\":9223372036854775808}",
        "{\"ack\":0,\"ack\":0}",
        "{\"ack\":0} {\"ack\":0}",
        "{\"ack\":0,\"more\":0}",
      })
  void anAppThatSaysSomethingElseIsDisconnected(String anything) throws Exception {
    try (DriverApp app = DriverApp.connect(client, driver)) {
      app.say(anything);
      assertThat(closedBy(app)).isEqualTo(POLICY_VIOLATION);
      assertThat(app.whyClosed()).isEqualTo("expected {\"ack\": <id>}");
    }
  }

  @Test
  void anAppThatAcknowledgesWhatItWasNotPushedIsDisconnected() throws Exception {
    long newest = id(post("a", "b", "1"));
    for (long ack : List.of(newest + 1, Long.MAX_VALUE)) {
      try (DriverApp app = DriverApp.connect(client, driver, newest)) {
        app.say("{\"ack\":%d}".formatted(ack));
        assertThat(closedBy(app)).isEqualTo(POLICY_VIOLATION);
        assertThat(app.whyClosed()).isEqualTo("ack: " + ack + " was not pushed");
      }
    }
    long next = id(post("b", "c", "1"));
    try (DriverApp app = DriverApp.connect(client, driver)) {
      awaitSeen(app, next);
      assertThat(app.told()).as("nothing of it was kept").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 256, 257, 10_000})
  void anAppThatSpeaksInBytesIsDisconnected(int length) throws Exception {
    try (DriverApp app = DriverApp.connect(client, driver)) {
      app.sayAsBytes("{\"ack\":0}" + " ".repeat(length - 9));
      assertThat(closedBy(app)).isEqualTo(CANNOT_ACCEPT);
      assertThat(app.whyClosed()).isEqualTo("expected {\"ack\": <id>} as text");
    }
  }

  @Test
  void anAcknowledgementMayComeInPieces() throws Exception {
    try (DriverApp app = DriverApp.silent(client, driver)) {
      long first = id(post("a", "b", "1"));
      awaitSeen(app, first);
      app.sayInPieces("{\"a", "", "ck\":", first + "}");
      app.sayInPieces("{\"ack\":%d".formatted(first), "}");
      app.pong();
      assertThat(app.ping("there?").get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo("there?");
      assertThat(app.closed()).isNotDone();
      awaitSeen(app, id(post("b", "c", "1")));
    }
  }

  @ParameterizedTest
  @CsvSource({"257, 1", "10000, 1", "200, 2", "1, 257"})
  void anAppThatSaysTooMuchIsDisconnected(int characters, int pieces) throws Exception {
    try (DriverApp app = DriverApp.connect(client, driver)) {
      app.sayInPieces(Collections.nCopies(pieces, "x".repeat(characters)).toArray(String[]::new));
      assertThat(closedBy(app)).isEqualTo(TOO_BIG);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "drivers/, driverId",
    "drivers/a%E3%85%A4b, driverId",
    "drivers/a%2Fb, driverId",
    "drivers/a/b, driverId",
    "drivers/ada?lastSeen=, lastSeen",
    "drivers/ada?lastSeen=-1, lastSeen",
    "drivers/ada?lastSeen=x, lastSeen",
    "drivers/ada?lastSeen=1.0, lastSeen",
    "drivers/ada?lastSeen=1e0, lastSeen",
    "drivers/ada?lastSeen=%2B1, lastSeen",
    "drivers/ada?lastSeen=%D9%A1, lastSeen",
    "drivers/ada?lastSeen=9223372036854775808, lastSeen",
    "drivers/ada?lastSeen=1&lastSeen=2, lastSeen",
  })
  void aHandshakeThatIsWrongIsRefusedByTheField(String path, String field) {
    Answer answer = client.get(path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void aPageOfAnotherSiteCannotConnect() {
    URI address =
        URI.create(
            client.request("drivers/" + driver).build().uri().toString().replace("http", "ws"));

    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Origin", "http://elsewhere.example")
                    .buildAsync(address, new WebSocket.Listener() {})
                    .join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void aDispatchHasOneDriver() {
    String dispatch = post("a", "b", "1").header("Location");

    Answer first = client.post(dispatch + "/acceptance", "{\"driverId\":\"ada\"}");
    Answer second = client.post(dispatch + "/acceptance", "{\"driverId\":\"bob\"}");

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.json().get("driverId").asText()).isEqualTo("ada");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().get("type").asText()).isEqualTo("urn:halfway:problem:dispatch-taken");
    assertThat(client.get(dispatch).json()).isEqualTo(first.json());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"dropoff\":\"b\",\"fare\":1} | pickup",
        "{\"pickup\":\"\",\"dropoff\":\"b\",\"fare\":1} | pickup",
        "{\"pickup\":\"a\",\"fare\":1} | dropoff",
        "{\"pickup\":\"a\",\"dropoff\":\"b \",\"fare\":1} | dropoff",
        "{\"pickup\":\"a\",\"dropoff\":\"b\"} | fare",
        "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":-0.01} | fare",
        "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":0.001} | fare",
        "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":1000001} | fare",
        "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":\"1\"} | fare",
      })
  void aDispatchThatIsWrongIsRefusedByTheField(String body, String field) {
    Answer answer = client.post(DISPATCHES, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(client.get(DISPATCHES + "/999999999").status()).isEqualTo(404);
    assertThat(client.get(DISPATCHES + "/x").status()).isEqualTo(404);
    assertThat(client.post(DISPATCHES + "/999999999/acceptance", "{\"driverId\":\"ada\"}").status())
        .isEqualTo(404);
    assertThat(client.get("api/broadcast/dictionary/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void anAcceptanceWithoutADriverIsRefused() {
    Answer answer = client.post(post("a", "b", "1").header("Location") + "/acceptance", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("driverId");
  }

  @Test
  void anEntryOfTheDictionaryHasVersions() {
    String path = "api/broadcast/dictionary/" + UUID.randomUUID();

    assertThat(put(path, "a").json().get("version").asLong()).isEqualTo(1);
    assertThat(put(path, "b").json().get("version").asLong()).isEqualTo(2);
    JsonNode entry = client.get(path).json();
    assertThat(entry.get("value").asText()).isEqualTo("b");
    assertThat(entry.get("version").asLong()).isEqualTo(2);
    assertThat(entry.get("node").asText()).isEqualTo("halfway");
    assertThat(entry.get("cached").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "{}, value",
    "{\"value\":null}, value",
    "{\"value\":1}, value",
    "{\"value\":\"\\u0000\"}, value",
    "{\"value\":\"\\ud83d\"}, value",
  })
  void anEntryThatIsWrongIsRefusedByTheField(String body, String field) {
    Answer answer = client.put("api/broadcast/dictionary/key", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    Answer answer = client.put("api/broadcast/dictionary/" + "k".repeat(65), "{\"value\":\"v\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("key");
  }

  @Test
  void thisNodeIsKnownAndOnlyAnOperatorRemovesNodes() {
    await("its subscriptions are there")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.get("api/broadcast/nodes").json().findValuesAsText("node"))
                    .containsExactly("halfway"));
    assertThat(client.delete("api/broadcast/nodes/halfway").status()).isEqualTo(401);
    assertThat(ManagedServer.operator().delete("api/broadcast/nodes/halfway").status())
        .isEqualTo(409);
  }

  private static int closedBy(DriverApp app) throws Exception {
    return app.closed().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Answer post(String pickup, String dropoff, String fare) {
    return client.post(
        DISPATCHES,
        "{\"pickup\":\"%s\",\"dropoff\":\"%s\",\"fare\":%s}".formatted(pickup, dropoff, fare));
  }

  private static long id(Answer posted) {
    return posted.json().get("id").asLong();
  }

  private Answer put(String path, String value) {
    Answer answer = client.put(path, "{\"value\":\"%s\"}".formatted(value));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static void awaitSeen(DriverApp app, long dispatch) {
    await("dispatch " + dispatch).atMost(PATIENCE).until(() -> app.seen().contains(dispatch));
  }
}
