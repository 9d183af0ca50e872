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
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch, or OpenSearch: documents by the bulk API. An event's id is its document's, and a
 * document that is there is written no second time.
 */
@ApplicationScoped
class Elasticsearch implements Sink, Requests.Language<Elasticsearch.Document> {

  private static final String URL = "halfway.hub.elasticsearch.url";
  private static final int MAX_BYTES = 4 << 20;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /** It has not seen the document: the index is blocked, closed to this user, or missing. */
  private static final Set<Integer> STATES = Set.of(401, 403, 404, TOO_MANY);

  /**
   * What it calls a document that does not fit the index's fields, the first until version 8.7 and
   * in OpenSearch. Other errors of status 400 are of the document or of the index, as when it is
   * closed, or when an alias has no index to write to.
   */
  private static final Set<String> FAULTS =
      Set.of(
          "mapper_parsing_exception",
          "document_parsing_exception",
          "strict_dynamic_mapping_exception");

  /** A data stream wants a field that no event has: so it says of each, in these words. */
  private static final String DATA_STREAM = "data stream timestamp field";

  @Inject
  @ConfigProperty(name = URL)
  private Optional<String> url;

  @Inject
  @ConfigProperty(name = "halfway.hub.elasticsearch.index", defaultValue = "halfway-events")
  private String index;

  @Inject
  @ConfigProperty(name = "halfway.hub.elasticsearch.user")
  private Optional<String> user;

  @Inject
  @ConfigProperty(name = "halfway.hub.elasticsearch.password")
  private Optional<String> password;

  @Inject private HttpSystem http;

  private final RequestSize size = new RequestSize(MAX_BYTES);

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  Elasticsearch() {}

  /** An event as the bulk API takes it. */
  record Document(Event event, List<byte[]> text) implements Piece {
    static Document of(Event event) {
      return new Document(
          event,
          List.of(
              Piece.utf8("{\"create\":{\"_id\":" + Json.createValue(event.id()) + "}}\n"),
              Piece.utf8(event.json() + '\n')));
    }
  }

  @Override
  public String name() {
    return "elasticsearch";
  }

  @Override
  public boolean isOn() {
    if (!index.matches("[a-z0-9][a-z0-9._-]{0,200}")) {
      throw new IllegalStateException(
          "halfway.hub.elasticsearch.index: must be lower-case letters, digits and ._-: " + index);
    }
    return address().isPresent();
  }

  private Optional<URI> address() {
    return HttpSystem.address(URL, url);
  }

  @Override
  public BatchLimits limits() {
    // What makes requests of events has room beside them.
    return new BatchLimits(5_000, MAX_BYTES / 4 * 3, Duration.ofMillis(500));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    return new Requests<>(http, this, size).write(batch.events());
  }

  @Override
  public List<Document> pieces(Event event) {
    return List.of(Document.of(event));
  }

  @Override
  public HttpRequest request(List<Document> documents) {
    HttpRequest.Builder request =
        HttpSystem.request(address().orElseThrow().resolve(index + "/_bulk"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Piece.body("", documents, "", "")));
    user.ifPresent(
        name ->
            request.header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(Piece.utf8(name + ":" + password.orElse("")))));
    return request.build();
  }

  /**
   * The answer has an item for each event, in the same order, although HTTP says that all is well.
   */
  @Override
  public Outcome outcome(List<Document> documents, Answer answer) throws IOException {
    if (answer.status() == BAD_REQUEST) {
      throw answer.asRefusal("_bulk");
    }
    if (!answer.isSuccess()
        || !(read(answer).get("items") instanceof JsonArray items)
        || items.size() != documents.size()) {
      throw answer.asFailure("_bulk");
    }
    Map<Event, EventVerdict> verdicts = new HashMap<>();
    boolean taken = false;
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof JsonObject item)
          || !(item.get("create") instanceof JsonObject create)
          || !(create.get("status") instanceof JsonNumber status)) {
        throw answer.asFailure("_bulk");
      }
      if (status.intValue() / 100 == 2 || status.intValue() == CONFLICT) {
        taken = true;
      } else {
        verdicts.put(documents.get(i).event(), verdict(status.intValue(), create.get("error")));
      }
    }
    return new Outcome(verdicts, taken);
  }

  private static JsonObject read(Answer answer) throws IOException {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw answer.asFailure("_bulk");
    }
  }

  private static EventVerdict verdict(int status, @Nullable JsonValue error) {
    if (!(error instanceof JsonObject known)) {
      return EventVerdict.again("HTTP %d: %s".formatted(status, error));
    }
    String type = known.getString("type", "");
    String why = type + ": " + known.getString("reason", "");
    if (known.get("caused_by") instanceof JsonObject cause) {
      why += ": " + cause.getString("reason", "");
    }
    if (status >= SERVER_ERROR || STATES.contains(status) || why.contains(DATA_STREAM)) {
      return EventVerdict.again(why);
    }
    return FAULTS.contains(type) ? EventVerdict.refused(why) : EventVerdict.doubtful(why);
  }
}
