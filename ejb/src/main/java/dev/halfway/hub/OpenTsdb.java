package dev.halfway.hub;

import dev.halfway.hub.HttpSystem.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * OpenTSDB: a data point for each metric of an event, with the event's source and tags as its tags.
 * Of two events of the same millisecond with the same source and tags, a metric keeps one. Events
 * without metrics are none of its business.
 */
@ApplicationScoped
class OpenTsdb implements Sink {

  private static final String URL = "halfway.hub.opentsdb.url";
  private static final int BAD_REQUEST = 400;

  /** As many as it takes by itself ({@code tsd.storage.max_tags}), the source among them. */
  private static final int MOST_TAGS = 8;

  /** Points in one request: it takes bodies up to 1 MB. */
  private static final int MOST_POINTS = 1_000;

  /**
   * Requests at once. It answers when HBase has the points, which it sends once a second ({@code
   * tsd.storage.flush_interval}): one request after the other would be a thousand points a second.
   */
  private static final int MOST_REQUESTS = 10;

  /** How it begins to say that it could not write a point now ({@code PutDataPointRpc}). */
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

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  OpenTsdb() {}

  /** A point and the event that it is of. */
  record Point(Event event, JsonObject json) {}

  /** What it knows a point by. */
  private record Known(String metric, @Nullable JsonValue timestamp, @Nullable JsonValue tags) {
    static Known of(JsonObject point) {
      return new Known(point.getString("metric", ""), point.get("timestamp"), point.get("tags"));
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
    List<Point> points = new ArrayList<>();
    batch.events().forEach(event -> points.addAll(pointsOf(event)));
    List<JsonObject> errors = new ArrayList<>();
    for (int from = 0; from < points.size(); from += MOST_POINTS * MOST_REQUESTS) {
      errors.addAll(
          put(points.subList(from, Math.min(from + MOST_POINTS * MOST_REQUESTS, points.size()))));
    }
    return outcome(points, errors);
  }

  /**
   * Has it store points; what is wrong with some of them it says beside having stored the others.
   */
  private List<JsonObject> put(List<Point> points) throws IOException, InterruptedException {
    List<List<Point>> parts = new ArrayList<>();
    for (int from = 0; from < points.size(); from += MOST_POINTS) {
      parts.add(points.subList(from, Math.min(from + MOST_POINTS, points.size())));
    }
    List<Answer> answers = http.sendAll(parts.stream().map(this::request).toList());
    List<JsonObject> errors = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      errors.addAll(errors(answers.get(i), parts.get(i).size()));
    }
    return errors;
  }

  /**
   * What an answer says is wrong. The status tells nothing: it is 200 where all points were in
   * order, and HBase did not take them.
   *
   * @param points that were sent
   * @throws IOException when not each of them is told of: it keeps its list without a lock
   */
  static List<JsonObject> errors(Answer answer, int points) throws IOException {
    if (!answer.isSuccess() && answer.status() != BAD_REQUEST) {
      throw answer.asFailure("put");
    }
    JsonObject told = read(answer);
    if (!(told.get("errors") instanceof JsonArray list)) {
      throw answer.asFailure("put");
    }
    List<JsonObject> errors =
        list.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
    if (told.getInt("success", 0) + errors.size() != points) {
      throw answer.asFailure("put");
    }
    return errors;
  }

  private HttpRequest request(List<Point> points) {
    JsonArrayBuilder body = Json.createArrayBuilder();
    points.forEach(point -> body.add(point.json()));
    return HttpSystem.request(
            HttpSystem.address(URL, url)
                .orElseThrow()
                .resolve("api/put?details&sync&sync_timeout=30000"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.build().toString()))
        .build();
  }

  private static JsonObject read(Answer answer) throws IOException {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new IOException("put: " + answer.body(), e);
    }
  }

  /**
   * What has become of points: errors are both of those that it will never take and of those that
   * it could not give to HBase.
   */
  static Outcome outcome(List<Point> points, List<JsonObject> errors) throws IOException {
    if (errors.isEmpty()) {
      return Outcome.WRITTEN;
    }
    Map<Known, List<Event>> sent = new HashMap<>();
    points.forEach(
        point ->
            sent.computeIfAbsent(Known.of(point.json()), known -> new ArrayList<>())
                .add(point.event()));
    Map<Event, String> refused = new HashMap<>();
    Map<Event, String> again = new LinkedHashMap<>();
    for (JsonObject error : errors) {
      String why = error.getString("error", "refused");
      List<Event> events = sent.get(Known.of(error.getJsonObject("datapoint")));
      if (events == null) {
        throw new IOException("put: " + error);
      }
      boolean passes = TRANSIENT.stream().anyMatch(why::startsWith);
      events.forEach(event -> (passes ? again : refused).put(event, why));
    }
    // Of one with several metrics the others may be in order: it is known when all are through.
    refused.keySet().removeAll(again.keySet());
    return new Outcome(
        refused, List.copyOf(again.keySet()), again.values().stream().findFirst().orElse(""));
  }

  /** The data points of an event. */
  static List<Point> pointsOf(Event event) {
    if (!event.json().contains("\"metrics\"")) {
      return List.of();
    }
    JsonObject json;
    try (JsonReader reader = Json.createReader(new StringReader(event.json()))) {
      json = reader.readObject();
    }
    if (!(json.get("metrics") instanceof JsonObject metrics)) {
      return List.of();
    }
    long at = OffsetDateTime.parse(json.getString("at")).toInstant().toEpochMilli();
    JsonObject tags = tags(json);
    return metrics.entrySet().stream()
        .map(
            metric ->
                new Point(
                    event,
                    Json.createObjectBuilder()
                        .add("metric", name(metric.getKey()))
                        .add("timestamp", at)
                        .add("value", metric.getValue())
                        .add("tags", tags)
                        .build()))
        .toList();
  }

  private static JsonObject tags(JsonObject event) {
    JsonObjectBuilder tags = Json.createObjectBuilder();
    tags.add("source", name(event.getString("source")));
    if (event.get("tags") instanceof JsonObject given) {
      new TreeMap<>(given)
          .entrySet().stream()
              .filter(tag -> !tag.getKey().equals("source"))
              .limit(MOST_TAGS - 1)
              .forEach(tag -> tags.add(name(tag.getKey()), name(text(tag.getValue()))));
    }
    return tags.build();
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  /** It takes letters, digits and -_./ in names. */
  private static String name(String text) {
    String name = text.replaceAll("[^\\p{L}\\p{Nd}._/-]", "_");
    return name.isEmpty() ? "_" : name;
  }
}
