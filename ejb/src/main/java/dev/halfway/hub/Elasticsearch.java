package dev.halfway.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Elasticsearch, or OpenSearch: documents by the bulk API. An event's id is its document's, and a
 * document that is there is written no second time.
 */
@ApplicationScoped
class Elasticsearch implements Sink {

  private static final String URL = "halfway.hub.elasticsearch.url";
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

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

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  Elasticsearch() {}

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
    return new BatchLimits(5_000, 4 << 20, Duration.ofMillis(500));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    HttpSystem.Answer answer = http.send(request(batch.events()));
    if (!answer.isSuccess()) {
      throw answer.asFailure("_bulk");
    }
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return outcome(batch.events(), reader.readObject());
    }
  }

  private HttpRequest request(List<Event> events) {
    StringBuilder body = new StringBuilder();
    for (Event event : events) {
      body.append("{\"create\":{\"_id\":")
          .append(Json.createValue(event.id()))
          .append("}}\n")
          .append(event.json())
          .append('\n');
    }
    HttpRequest.Builder request =
        HttpSystem.request(address().orElseThrow().resolve(index + "/_bulk"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    user.ifPresent(
        name ->
            request.header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (name + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8))));
    return request.build();
  }

  /**
   * The answer has an item for each event, in the same order, although HTTP says that all is well.
   */
  static Outcome outcome(List<Event> events, JsonObject answer) {
    if (!answer.getBoolean("errors", false)) {
      return Outcome.WRITTEN;
    }
    List<JsonObject> items = answer.getJsonArray("items").getValuesAs(JsonObject.class);
    Map<Event, String> refused = new HashMap<>();
    List<Event> again = new ArrayList<>();
    String why = "";
    for (int i = 0; i < items.size(); i++) {
      JsonObject item = items.get(i).getJsonObject("create");
      int status = item.getInt("status");
      if (status / 100 == 2 || status == CONFLICT) {
        continue;
      }
      String reason = reasonOf(item);
      if (status == TOO_MANY || status >= SERVER_ERROR) {
        again.add(events.get(i));
        why = reason;
      } else {
        refused.put(events.get(i), reason);
      }
    }
    return new Outcome(refused, again, why);
  }

  private static String reasonOf(JsonObject item) {
    JsonValue error = item.get("error");
    if (!(error instanceof JsonObject known)) {
      return String.valueOf(error);
    }
    String reason = known.getString("type", "") + ": " + known.getString("reason", "");
    return known.get("caused_by") instanceof JsonObject cause
        ? reason + ": " + cause.getString("reason", "")
        : reason;
  }
}
