package dev.halfway.hub;

import dev.halfway.hub.HttpSystem.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * HBase, by its REST gateway: a row for each event, under its id, with the event in column {@code
 * e:json}. The table is made when it is not there.
 */
@ApplicationScoped
class HBase implements Sink {

  private static final String URL = "halfway.hub.hbase.url";
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final String COLUMN = base64("e:json");

  @Inject
  @ConfigProperty(name = URL)
  private Optional<String> url;

  @Inject
  @ConfigProperty(name = "halfway.hub.hbase.table", defaultValue = "halfway_events")
  private String table;

  @Inject private HttpSystem http;

  private boolean tableIsThere;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  HBase() {}

  @Override
  public String name() {
    return "hbase";
  }

  @Override
  public boolean isOn() {
    if (!table.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new IllegalStateException(
          "halfway.hub.hbase.table: must be letters, digits and _.-: " + table);
    }
    return HttpSystem.address(URL, url).isPresent();
  }

  @Override
  public BatchLimits limits() {
    return new BatchLimits(2_000, 2 << 20, Duration.ofMillis(500));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    makeTable();
    Map<Event, String> refused = new HashMap<>();
    put(batch.events(), refused);
    return new Outcome(refused, List.of(), "");
  }

  private void makeTable() throws IOException, InterruptedException {
    if (tableIsThere) {
      return;
    }
    URI schema = address(table + "/schema");
    Answer answer =
        http.send(HttpSystem.request(schema).header("Accept", "application/json").GET().build());
    if (answer.status() == NOT_FOUND) {
      answer =
          http.send(
              HttpSystem.request(schema)
                  .header("Content-Type", "application/json")
                  .PUT(
                      BodyPublishers.ofString(
                          "{\"name\":\"%s\",\"ColumnSchema\":[{\"name\":\"e\"}]}".formatted(table)))
                  .build());
    }
    if (!answer.isSuccess()) {
      throw answer.asFailure("the table " + table);
    }
    tableIsThere = true;
  }

  /** It says of a batch only that something in it is wrong: then its halves are tried. */
  private void put(List<Event> events, Map<Event, String> refused)
      throws IOException, InterruptedException {
    Answer answer =
        http.send(
            HttpSystem.request(address(table + "/false-row-key"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(rows(events).toString()))
                .build());
    if (answer.status() == BAD_REQUEST && events.size() > 1) {
      int half = events.size() / 2;
      put(events.subList(0, half), refused);
      put(events.subList(half, events.size()), refused);
    } else if (answer.status() == BAD_REQUEST) {
      refused.put(events.get(0), String.valueOf(answer.asFailure("put").getMessage()));
    } else if (!answer.isSuccess()) {
      tableIsThere = answer.status() != NOT_FOUND;
      throw answer.asFailure("put");
    }
  }

  private static JsonObject rows(List<Event> events) {
    JsonArrayBuilder rows = Json.createArrayBuilder();
    for (Event event : events) {
      rows.add(
          Json.createObjectBuilder()
              .add("key", base64(event.id()))
              .add(
                  "Cell",
                  Json.createArrayBuilder()
                      .add(
                          Json.createObjectBuilder()
                              .add("column", COLUMN)
                              .add("$", base64(event.json())))));
    }
    return Json.createObjectBuilder().add("Row", rows).build();
  }

  private URI address(String of) {
    return HttpSystem.address(URL, url).orElseThrow().resolve(of);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
