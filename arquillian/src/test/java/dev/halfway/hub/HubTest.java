package dev.halfway.hub;

import static dev.halfway.hub.HubClient.EVENTS;
import static dev.halfway.hub.HubClient.NDJSON;
import static dev.halfway.hub.HubClient.assertAccepted;
import static dev.halfway.hub.HubClient.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over HTTP, and the one sink that is on by itself: files. */
@OnManagedServer
class HubTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final HubClient hub = new HubClient(client);
  private final String prefix = "hub-test-" + UUID.randomUUID() + "-";
  private final WrittenFiles files = new WrittenFiles(ManagedServer.data().resolve("hub"));

  private String event(int number) {
    return "{\"id\":\"%s%d\",\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"shop\"}"
        .formatted(prefix, number);
  }

  private String events(int count, String separator) {
    return IntStream.range(0, count).mapToObj(this::event).collect(Collectors.joining(separator));
  }

  private Answer post(String type, String body) {
    return hub.post(type, "identity", BodyPublishers.ofString(body));
  }

  private Answer post(String type, byte[] body, String encoding) {
    return hub.post(type, encoding, BodyPublishers.ofByteArray(body));
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  private void awaitWritten(int count) {
    patiently("all are written").until(() -> files.ids(prefix).size() >= count);
    assertThat(files.ids(prefix))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(number -> prefix + number).toList());
  }

  @Test
  void linesAreWritten() {
    assertAccepted(post(NDJSON, events(500, "\n")), 500);
    awaitWritten(500);
  }

  @Test
  void anArrayIsWritten() {
    assertAccepted(post("application/json", "[" + events(500, " ,\n") + "]"), 500);
    awaitWritten(500);
  }

  @Test
  void whatIsPackedIsWritten() {
    assertAccepted(post(NDJSON, gzip(events(5_000, "\n")), "gzip"), 5_000);
    awaitWritten(5_000);
  }

  @Test
  void anEventGoesOnAsItCame() {
    String event =
        "{\"id\":\"%s0\",\"at\":\"2026-11-22T10:15:30+01:00\",\"source\":\"ü\",\"metrics\":{\"a\":1.50},\"own\":[{\"x\":null}]}"
            .formatted(prefix);
    assertAccepted(post(NDJSON, event), 1);
    awaitWritten(1);
    assertThat(files.lines(prefix)).containsExactly(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void aByteOrderMarkIsNoPartOfTheFirstEvent(String encoding) {
    String body = "\uFEFF" + event(0) + "\n\uFEFF" + event(2) + "\n" + event(1);

    Answer answer =
        post(
            NDJSON,
            encoding.equals("gzip") ? gzip(body) : body.getBytes(StandardCharsets.UTF_8),
            encoding);

    assertThat(answer.json().get("accepted").asInt()).as(answer.text()).isEqualTo(2);
    assertThat(answer.json().get("rejected").findValuesAsText("line")).containsExactly("2");
    awaitWritten(2);
    assertThat(files.lines(prefix)).containsExactlyInAnyOrder(event(0), event(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void anotherEncodingIsRejectedByTheLine(String charset) {
    byte[] body = (event(0) + "\n" + event(1)).getBytes(Charset.forName(charset));

    Answer answer = post(NDJSON, body, "identity");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).as(answer.text()).isZero();
    assertThat(answer.json().get("rejected").findValuesAsText("line")).startsWith("1", "2");
  }

  @Test
  void utf8MayBeNamed() {
    assertAccepted(post("text/plain; charset=\"utf-8\"", event(0)), 1);
  }

  @Test
  void aLineThatIsNoEventIsRejectedAlone() {
    Answer answer =
        post(
            NDJSON,
            event(0) + "\nnonsense\n\n{\"at\":\"x\"}\n" + event(1) + "\n" + "x".repeat(70_000));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().get("rejected").findValuesAsText("line"))
        .containsExactly("2", "4", "6");
    assertThat(answer.json().at("/rejected/1/reason").asText()).startsWith("at: must be a time");
    assertThat(answer.json().at("/rejected/2/reason").asText())
        .isEqualTo("is longer than 65536 bytes");
    awaitWritten(2);
  }

  @Test
  void manyThatAreNoneAreCountedAndTheFirstOnesNamed() {
    Answer answer = post(NDJSON, "x\n".repeat(3_000) + event(0));

    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().get("rejected")).hasSize(1_000);
    assertThat(answer.json().get("rejectedInAll").asInt()).isEqualTo(3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "[]", " [ ] "})
  void nothingIsAccepted(String body) {
    assertAccepted(post(NDJSON, body), 0);
  }

  @Test
  void manyConnectionsAtOnce() {
    List<Answer> answers =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(
                part ->
                    post(
                        NDJSON,
                        IntStream.range(part * 500, part * 500 + 500)
                            .mapToObj(this::event)
                            .collect(Collectors.joining("\n"))))
            .toList();

    assertThat(answers).allSatisfy(answer -> assertAccepted(answer, 500));
    awaitWritten(10_000);
  }

  /** As from networks: it is ready, and is not, at any place. */
  @Test
  void longBodiesThatComeInPieces() {
    List<Answer> answers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                part ->
                    hub.post(
                        NDJSON,
                        "identity",
                        BodyPublishers.ofInputStream(
                            () -> new InPieces(body(part * 20_000, 20_000)))))
            .toList();

    assertThat(answers).allSatisfy(answer -> assertAccepted(answer, 20_000));
    patiently("all is written").until(() -> files.ids(prefix).size() >= 160_000);
    assertThat(files.ids(prefix)).hasSize(160_000).doesNotHaveDuplicates();
    // Other tests read all files.
    files.delete(prefix);
  }

  private byte[] body(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(this::event)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Gives some of it, now and then after a moment. */
  private static final class InPieces extends ByteArrayInputStream {
    InPieces(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] buffer, int from, int length) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      if (random.nextInt(20) == 0) {
        LockSupport.parkNanos(random.nextInt(2_000_000));
      }
      return super.read(buffer, from, 1 + random.nextInt(length));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, identity, 415",
    "application/xml, identity, 415",
    "application/x-ndjson; charset=ISO-8859-1, identity, 415",
    "application/json;charset=\"utf-16\", identity, 415",
    "application/x-ndjson, br, 415",
    "application/x-ndjson, gzip, 400",
  })
  void whatIsNeitherIsRefused(String type, String encoding, int status) {
    Answer answer = post(type, event(0).getBytes(StandardCharsets.UTF_8), encoding);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void aPackedBodyThatEndsInTheMiddleIsRefused() {
    byte[] whole = gzip(events(100, "\n"));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    Answer answer = post(NDJSON, half, "gzip");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("its end is missing");
  }

  /** A packed body may be a thousand times as long as it looks. */
  @Test
  void aBodyThatIsTooLongIsRefusedAndWhatWasAcceptedBeforeIsWritten() {
    String spaces = " ".repeat(60_000) + "\n";

    Answer answer = post(NDJSON, gzip(event(0) + "\n" + spaces.repeat(1_200)), "gzip");

    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.json().get("detail").asText())
        .isEqualTo(
            "at most 67108864 bytes are read, as sent and unpacked; the first 0 events were accepted");
  }

  @Test
  void aPageOfAnotherSiteCannotSend() {
    Answer answer =
        client.send(
            client
                .request(EVENTS)
                .header("Content-Type", "text/plain")
                .header("Origin", "http://elsewhere.example")
                .POST(BodyPublishers.ofString(event(0)))
                .build());
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void onlyPostIsAllowed() {
    assertThat(client.get(EVENTS).status()).isEqualTo(405);
  }

  @Test
  void theSinksAreListed() {
    JsonNode sinks = client.get("api/hub/sinks").json();

    assertThat(sinks.findValuesAsText("name"))
        .containsExactly("elasticsearch", "files", "hadoop", "hbase", "kafka", "opentsdb");
    assertThat(hub.sink("files").get("on").asBoolean()).isTrue();
    assertThat(hub.sink("kafka").get("on").asBoolean()).isFalse();
  }

  @Test
  void whatComesForASinkThatIsPausedWaits() {
    assertThat(operator.post("api/hub/sinks/files/pause", "").json().get("paused").asBoolean())
        .isTrue();
    try {
      assertAccepted(post(NDJSON, events(10, "\n")), 10);
      patiently("they wait").until(() -> hub.sink("files").get("lag").asInt() > 0);
      assertThat(files.ids(prefix)).isEmpty();
    } finally {
      assertThat(operator.post("api/hub/sinks/files/resume", "").status()).isEqualTo(200);
    }
    awaitWritten(10);
    patiently("nothing waits").until(() -> hub.sink("files").get("lag").asInt() == 0);
  }

  @Test
  void aReplayChangesNothingThatIsThere() {
    Instant before = Instant.now();
    assertAccepted(post(NDJSON, events(1_000, "\n")), 1_000);
    awaitWritten(1_000);
    long delivered = awaitDelivered(0);

    Answer replay = replay("files", before.toString());
    assertThat(replay.status()).as(replay.text()).isEqualTo(202);
    assertThat(replay.json().at("/replay/all").asInt()).isPositive();
    awaitDelivered(delivered + 1_000);
    patiently("the replay is over").until(() -> !hub.sink("files").has("replay"));
    awaitWritten(1_000);
  }

  @Test
  void aFileThatIsGoneIsWrittenAgainByAReplay() {
    Instant before = Instant.now();
    assertAccepted(post(NDJSON, events(1_000, "\n")), 1_000);
    awaitWritten(1_000);
    List<String> were = files.of(prefix);
    files.delete(prefix);
    assertThat(files.ids(prefix)).isEmpty();

    assertThat(replay("files", before.toString()).status()).isEqualTo(202);
    awaitWritten(1_000);
    assertThat(files.of(prefix)).isEqualTo(were);
  }

  private Answer replay(String sink, String from) {
    return operator.post("api/hub/sinks/" + sink + "/replay", "{\"from\":\"%s\"}".formatted(from));
  }

  private long awaitDelivered(long atLeast) {
    patiently("so many are delivered")
        .until(() -> hub.sink("files").get("delivered").asLong() >= atLeast);
    return hub.sink("files").get("delivered").asLong();
  }

  @Test
  void aReplayOfNothingIsOverAtOnce() {
    Answer answer = replay("files", "2999-01-01T00:00:00Z");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().has("replay")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"pause", "resume", "replay", "backlog"})
  void aSinkIsForOperatorsOnly(String action) {
    Answer answer =
        action.equals("backlog")
            ? client.delete("api/hub/sinks/files/backlog")
            : client.post("api/hub/sinks/files/" + action, "{\"from\":\"2026-01-01T00:00:00Z\"}");
    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "nothing"})
  void aSinkThatIsOffCannotBePaused(String name) {
    assertThat(operator.post("api/hub/sinks/" + name + "/pause", "").status()).isEqualTo(404);
    assertThat(operator.delete("api/hub/sinks/" + name + "/backlog").status()).isEqualTo(404);
    assertThat(replay(name, "2026-01-01T00:00:00Z").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"from\":null}", "{\"from\":\"yesterday\"}", "{\"from\":[]}"})
  void aReplayWantsATime(String body) {
    Answer answer = operator.post("api/hub/sinks/files/replay", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("from");
  }

  @Test
  void whatWaitsCanBeForgottenAndBroughtBack() {
    Instant before = Instant.now();
    operator.post("api/hub/sinks/files/pause", "");
    try {
      assertAccepted(post(NDJSON, events(10, "\n")), 10);
      patiently("they wait").until(() -> hub.sink("files").get("lag").asInt() > 0);
      assertThat(operator.delete("api/hub/sinks/files/backlog").json().get("lag").asInt()).isZero();
    } finally {
      operator.post("api/hub/sinks/files/resume", "");
    }
    assertThat(files.ids(prefix)).isEmpty();
    replay("files", before.toString());
    awaitWritten(10);
  }
}
