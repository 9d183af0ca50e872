package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.hub.OpenTsdb.Point;
import dev.halfway.testing.Injected;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenTsdbTest {

  private static final Event ONE = event(1, "{\"a\":1}");
  private static final Event TWO = event(2, "{\"a\":1,\"b\":2}");
  private static final Event THREE = event(3, "{\"a\":1}");

  private final OpenTsdb sink = new OpenTsdb();
  private final List<Point> points =
      Stream.of(ONE, TWO, THREE).flatMap(event -> sink.pieces(event).stream()).toList();

  private static Event event(int number, String metrics) {
    return new Event(
        "e" + number,
        "{\"id\":\"e%1$d\",\"at\":\"2026-11-22T10:15:3%1$dZ\",\"source\":\"my-shop\",\"metrics\":%2$s,\"tags\":{\"x\":true}}"
            .formatted(number, metrics));
  }

  private static JsonObject json(Point point) {
    String text = new String(Piece.body("", List.of(point), "", ""), StandardCharsets.UTF_8);
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private JsonObject error(int point, String why) {
    return Json.createObjectBuilder()
        .add("datapoint", json(points.get(point)))
        .add("error", why)
        .build();
  }

  private static Answer answer(int status, int success, JsonValue... errors) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    List.of(errors).forEach(list::add);
    return new Answer(
        status,
        Json.createObjectBuilder().add("success", success).add("errors", list).build().toString());
  }

  private Outcome outcome(JsonValue... errors) throws IOException {
    return sink.outcome(points, answer(400, points.size() - errors.length, errors));
  }

  @Test
  void eachMetricIsAPoint() {
    assertThat(points).extracting(Point::event).containsExactly(ONE, TWO, TWO, THREE);
    assertThat(json(points.get(2)).toString())
        .isEqualTo(
            "{\"metric\":\"b\",\"timestamp\":1795342532000,\"value\":2,\"tags\":{\"source\":\"my-shop\",\"x\":\"true\"}}");
    assertThat(sink.pieces(new Event("x", "{\"at\":\"2026-11-22T10:15:30Z\"}"))).isEmpty();
  }

  @Test
  void metricsMayBeWrittenWithEscapes() {
    String escaped = ONE.json().replace("metrics", "m\\u0065trics");
    assertThat(sink.pieces(new Event("e1", escaped))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Beyond what any number of Java's can be.
        "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"s\",\"metrics\":{\"a\":1e99999999999}}",
        // It would be one of 2005, in seconds.
        "{\"at\":\"1970-01-14T00:00:00Z\",\"source\":\"s\",\"metrics\":{\"a\":1}}",
        "{\"at\":\"2026-11-22T10:15:30Z\",\"metrics\":{\"a\":1}}",
      })
  void anEventThatItCannotBeToldIsRefusedAlone(String json) throws Exception {
    Event culprit = new Event("culprit", json);
    try (StubSystem tsdb = StubSystem.that(sent -> stored(sent.body()))) {
      Outcome outcome = on(tsdb).write(batch(List.of(ONE, culprit, TWO)));

      assertThat(outcome.verdicts()).containsOnlyKeys(culprit);
      assertThat(outcome.has(EventVerdict.Kind.REFUSED)).isTrue();
      assertThat(outcome.taken()).isTrue();
    }
  }

  @Test
  void allIsWrittenWhereNothingIsWrong() throws IOException {
    assertThat(outcome()).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void whatItWillNeverTakeIsRefusedAlone() throws IOException {
    Outcome outcome = outcome(error(1, "Unable to parse value to a number"));

    assertThat(outcome.verdicts())
        .isEqualTo(Map.of(TWO, EventVerdict.refused("Unable to parse value to a number")));
    assertThat(outcome.taken()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Storage exception: Too many attempts: PutRequest(...)",
        "Please throttle",
        "Timeout exception",
        "Write timedout",
        "Unexpected exception"
      })
  void whatItCouldNotGiveToHbaseIsTriedAgain(String why) throws IOException {
    assertThat(outcome(error(0, why), error(3, why)).verdicts())
        .isEqualTo(Map.of(ONE, EventVerdict.again(why), THREE, EventVerdict.again(why)));
  }

  @Test
  void anEventIsNotRefusedWhileAnotherPointOfItIsTriedAgain() throws IOException {
    assertThat(outcome(error(1, "Unknown metric"), error(2, "Write timedout")).verdicts())
        .isEqualTo(Map.of(TWO, EventVerdict.again("Write timedout")));
  }

  /** As OpenTSDB 2.4 answers when all points are in order, and HBase has not taken some of them. */
  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void errorsAreReadWhateverTheStatus(int status) throws IOException {
    Answer answer = answer(status, 3, error(0, "Storage exception: x"));

    assertThat(sink.outcome(points, answer).verdicts())
        .isEqualTo(Map.of(ONE, EventVerdict.again("Storage exception: x")));
    assertThat(sink.outcome(points, answer(status, 4)).verdicts()).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotTellOfEachPointMayBeTheFaultOfAnEvent() {
    JsonObject error = error(0, "Storage exception: x");
    JsonObject other = error(0, "Unknown metric");

    for (Answer answer :
        List.of(
            answer(200, 2, error),
            answer(200, 3),
            answer(200, 2, error, JsonValue.NULL),
            answer(400, 3, JsonValue.EMPTY_JSON_OBJECT),
            new Answer(200, "{}"),
            new Answer(400, "{\"error\":{\"message\":\"Unable to parse the given JSON\"}}"),
            new Answer(400, answer(400, 3, other).body().replace("\"metric\":\"a\"", "\"x\":1")))) {
      assertThatThrownBy(() -> sink.outcome(points, answer))
          .as(answer.toString())
          .isInstanceOf(RequestRefused.class);
    }
  }

  @Test
  void anythingElseIsAnOutage() {
    for (Answer answer :
        List.of(
            new Answer(200, ""),
            new Answer(200, "<html>"),
            new Answer(401, "{}"),
            new Answer(403, "{}"),
            new Answer(500, "{}"),
            new Answer(503, "{\"success\":4,\"errors\":[]}"))) {
      assertThatThrownBy(() -> sink.outcome(points, answer))
          .as(answer.toString())
          .isExactlyInstanceOf(IOException.class);
    }
  }

  private OpenTsdb on(StubSystem tsdb) {
    Injected.into(sink, "url", Optional.of(tsdb.address()));
    Injected.into(sink, "http", StubSystem.http());
    return sink;
  }

  private static Batch batch(List<Event> events) {
    return Batch.of(List.of(new Chunk(UUID.randomUUID(), events)), Instant.EPOCH);
  }

  private static Answer stored(String body) {
    return answer(200, body.split("\"timestamp\"", -1).length - 1);
  }

  /** As {@code HttpChunkAggregator} does with a body that is too long: it closes the connection. */
  @Test
  void tagsThatAreRepeatedInEachPointMakeNoRequestTooLong() throws Exception {
    int limit = 1 << 20;
    List<Event> events =
        IntStream.range(0, 300)
            .mapToObj(
                number ->
                    new Event(
                        "e" + number,
                        "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"s\",\"tags\":{\"t\":\"%s\"},\"metrics\":%s}"
                            .formatted("é".repeat(650), metrics(10))))
            .toList();
    try (StubSystem tsdb =
        StubSystem.that(sent -> stored(sent.body())).closingOn(sent -> sent.bytes() > limit)) {
      assertThat(on(tsdb).write(batch(events))).isEqualTo(Outcome.WRITTEN);
      assertThat(tsdb.requests()).hasSize(4);
    }
  }

  /** Far longer than the event: each of its points has all its tags. */
  @Test
  void anEventMayTakeSeveralRequests() throws Exception {
    Event event =
        new Event(
            "e",
            "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"s\",\"tags\":{\"t\":\"%s\"},\"metrics\":%s}"
                .formatted("t".repeat(30_000), metrics(100)));
    try (StubSystem tsdb =
        StubSystem.that(
            sent ->
                sent.bytes() > 100_000
                    ? new Answer(413, "Request Entity Too Large")
                    : stored(sent.body()))) {
      assertThat(on(tsdb).write(batch(List.of(event)))).isEqualTo(Outcome.WRITTEN);
    }
  }

  /** As it is by itself, with {@code tsd.http.request.enable_chunked} not set. */
  @Test
  void aRequestThatItDoesNotTakeInChunksIsDivided() throws Exception {
    List<Event> events = IntStream.range(0, 9).mapToObj(i -> event(i, metrics(50))).toList();
    try (StubSystem tsdb =
        StubSystem.that(
            sent ->
                sent.bytes() > 8_192
                    ? new Answer(400, "<html>Chunked request not supported.</html>")
                    : stored(sent.body()))) {
      assertThat(on(tsdb).write(batch(events))).isEqualTo(Outcome.WRITTEN);
    }
  }

  private static String metrics(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"m%d\":%d".formatted(number, number))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
