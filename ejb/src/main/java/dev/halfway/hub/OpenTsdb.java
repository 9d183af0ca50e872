package dev.halfway.hub;

import dev.halfway.hub.HttpSystem.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * OpenTSDB: a data point for each metric of an event, with the event's source and tags as its tags,
 * called as {@link TsdbNames} says. Of two events of the same millisecond with the same source and
 * tags, a metric keeps one. Events without metrics are none of its business.
 */
@ApplicationScoped
class OpenTsdb implements Sink, Requests.Language<OpenTsdb.Point> {

  private static final String URL = "halfway.hub.opentsdb.url";
  private static final int BAD_REQUEST = 400;

  /**
   * In one request: as much as {@code ejb/docs/hub.md} has it take ({@code
   * tsd.http.request.max_chunk}).
   */
  private static final int MAX_BYTES = (1 << 20) - 1_024;

  /** Points in one request: it answers when it has all of them. */
  private static final int MAX_POINTS = 1_000;

  /**
   * Requests at once. It answers when HBase has the points, which it sends once a second ({@code
   * tsd.storage.flush_interval}): one request after the other would be a thousand points a second.
   */
  private static final int AT_ONCE = 10;

  /** What it says of more than 8 kB where {@code tsd.http.request.enable_chunked} is not set. */
  private static final String NOT_CHUNKED = "Chunked request not supported";

  /** It takes a time of fewer milliseconds for one in seconds ({@code Const.SECOND_MASK}). */
  private static final Instant FIRST = Instant.ofEpochMilli(1L << 32);

  /**
   * How it begins to say that it could not write a point now ({@code PutDataPointRpc}). An
   * exception that it does not expect may be one of HBase's.
   */
  private static final List<String> TRANSIENT =
      List.of(
          "Storage exception",
          "Please throttle",
          "Timeout exception",
          "Write timedout",
          "Unexpected exception");

  @Inject
  @ConfigProperty(name = URL)
  private Optional<String> url;

  @Inject private HttpSystem http;

  private final RequestSize size = new RequestSize(MAX_BYTES);

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  OpenTsdb() {}

  /**
   * A metric of an event. The points of an event share the text of their tags, which may be much
   * longer than the event when there are many.
   */
  record Point(Event event, String metric, long timestamp, JsonObject tags, List<byte[]> text)
      implements Piece {

    static Point of(
        Event event, String metric, long at, JsonValue value, JsonObject tags, byte[] tagsText) {
      String start =
          "{\"metric\":%s,\"timestamp\":%d,\"value\":%s,\"tags\":"
              .formatted(Json.createValue(metric), at, value);
      return new Point(
          event, metric, at, tags, List.of(Piece.utf8(start), tagsText, Piece.utf8("}")));
    }
  }

  /** What it knows a point by. */
  private record Known(String metric, String timestamp, @Nullable JsonValue tags) {
    static Known of(Point point) {
      return new Known(point.metric(), String.valueOf(point.timestamp()), point.tags());
    }

    static Known of(JsonObject told) {
      return new Known(
          told.getString("metric", ""), String.valueOf(told.get("timestamp")), told.get("tags"));
    }
  }

  @Override
  public String name() {
    return "opentsdb";
  }

  @Override
  public boolean isOn() {
    return HttpSystem.address(URL, url).isPresent();
  }

  @Override
  public BatchLimits limits() {
    return new BatchLimits(10_000, 8 << 20, Duration.ofMillis(500));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    return new Requests<>(http, this, size, MAX_POINTS, AT_ONCE).write(batch.events());
  }

  @Override
  public List<Point> pieces(Event event) {
    // Most have none; a name may be written with escapes.
    if (!event.json().contains("\"metrics\"") && !event.json().contains("\\u")) {
      return List.of();
    }
    JsonObject json;
    try (JsonReader reader = Json.createReader(new StringReader(event.json()))) {
      json = reader.readObject();
    }
    if (!(json.get("metrics") instanceof JsonObject metrics)) {
      return List.of();
    }
    Instant at = OffsetDateTime.parse(json.getString("at")).toInstant();
    if (at.isBefore(FIRST)) {
      throw new IllegalArgumentException(
          "at: OpenTSDB takes a time before " + FIRST + " for another");
    }
    JsonObject tags = TsdbNames.tags(json);
    byte[] tagsText = Piece.utf8(tags.toString());
    return metrics.entrySet().stream()
        .map(
            metric ->
                Point.of(
                    event,
                    TsdbNames.of(metric.getKey()),
                    at.toEpochMilli(),
                    metric.getValue(),
                    tags,
                    tagsText))
        .toList();
  }

  @Override
  public HttpRequest request(List<Point> points) {
    return HttpSystem.request(
            HttpSystem.address(URL, url)
                .orElseThrow()
                .resolve("api/put?details&sync&sync_timeout=30000"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Piece.body("[", points, ",", "]")))
        .build();
  }

  @Override
  public boolean isTooLarge(Answer answer) {
    return Requests.Language.super.isTooLarge(answer)
        || (answer.status() == BAD_REQUEST && answer.body().contains(NOT_CHUNKED));
  }

  /**
   * Errors are both of points that it will never take and of those that it could not give to HBase;
   * the others it has stored. The status tells nothing: it is 200 where all points were in order,
   * and HBase did not take them.
   */
  @Override
  public Outcome outcome(List<Point> points, Answer answer) throws IOException {
    if (!answer.isSuccess() && answer.status() != BAD_REQUEST) {
      throw answer.asFailure("put");
    }
    JsonObject told = read(answer);
    if (!(told.get("errors") instanceof JsonArray list)
        || !(told.get("success") instanceof JsonNumber success)) {
      throw answer.asRefusal("put");
    }
    List<JsonObject> errors =
        list.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
    if (success.intValue() + errors.size() != points.size()) {
      // It keeps its list without a lock.
      throw answer.asRefusal("put");
    }
    return new Outcome(
        errors.isEmpty() ? Map.of() : verdicts(points, errors), success.intValue() > 0);
  }

  private static JsonObject read(Answer answer) throws IOException {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw answer.asFailure("put");
    }
  }

  private static Map<Event, EventVerdict> verdicts(List<Point> points, List<JsonObject> errors)
      throws RequestRefused {
    Map<Known, List<Event>> sent = new HashMap<>();
    points.forEach(
        point ->
            sent.computeIfAbsent(Known.of(point), known -> new ArrayList<>()).add(point.event()));
    Map<Event, EventVerdict> verdicts = new HashMap<>();
    for (JsonObject error : errors) {
      List<Event> events =
          error.get("datapoint") instanceof JsonObject point ? sent.get(Known.of(point)) : null;
      if (events == null) {
        throw new RequestRefused("put: of a point that was not sent: " + error);
      }
      String why = error.getString("error", "refused");
      boolean passes = TRANSIENT.stream().anyMatch(why::startsWith);
      EventVerdict verdict = passes ? EventVerdict.again(why) : EventVerdict.refused(why);
      // Of an event with several metrics the others may be in order.
      events.forEach(event -> verdicts.merge(event, verdict, EventVerdict::or));
    }
    return verdicts;
  }
}
