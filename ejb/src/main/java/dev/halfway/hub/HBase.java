package dev.halfway.hub;

import dev.halfway.hub.HttpSystem.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * HBase, by its REST gateway: a row for each event, under its id, with the event in column {@code
 * e:json}. The table is made when it is not there.
 */
@ApplicationScoped
class HBase implements Sink, Requests.Language<HBase.Row> {

  private static final String URL = "halfway.hub.hbase.url";
  private static final int MAX_BYTES = 4 << 20;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final String COLUMN = base64("e:json");

  /**
   * What its client and its servers say of a row or a request that is too long, in an answer whose
   * status is that of an error of any kind.
   */
  private static final List<String> TOO_LARGE =
      List.of(
          "KeyValue size too large",
          "exceeds limit of",
          "RequestTooBigException",
          "Rejecting large batch operation");

  @Inject
  @ConfigProperty(name = URL)
  private Optional<String> url;

  @Inject
  @ConfigProperty(name = "halfway.hub.hbase.table", defaultValue = "halfway_events")
  private String table;

  @Inject private HttpSystem http;

  private final RequestSize size = new RequestSize(MAX_BYTES);
  private boolean tableIsThere;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  HBase() {}

  /** An event as the gateway takes it. */
  record Row(Event event, List<byte[]> text) implements Piece {
    static Row of(Event event) {
      return new Row(
          event,
          List.of(
              Piece.utf8(
                  "{\"key\":\"%s\",\"Cell\":[{\"column\":\"%s\",\"$\":\""
                      .formatted(base64(event.id()), COLUMN)),
              Base64.getEncoder().encode(Piece.utf8(event.json())),
              Piece.utf8("\"}]}")));
    }
  }

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
    return new BatchLimits(2_000, MAX_BYTES / 2, Duration.ofMillis(500));
  }

  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    makeTable();
    return new Requests<>(http, this, size).write(batch.events());
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

  @Override
  public List<Row> pieces(Event event) {
    return List.of(Row.of(event));
  }

  @Override
  public HttpRequest request(List<Row> rows) {
    return HttpSystem.request(address(table + "/false-row-key"))
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofByteArray(Piece.body("{\"Row\":[", rows, ",", "]}")))
        .build();
  }

  @Override
  public boolean isTooLarge(Answer answer) {
    return Requests.Language.super.isTooLarge(answer)
        || (!answer.isSuccess() && TOO_LARGE.stream().anyMatch(answer.body()::contains));
  }

  /** It says of all rows at once that something is wrong, and of any exception that it is a 400. */
  @Override
  public Outcome outcome(List<Row> rows, Answer answer) throws IOException {
    if (answer.status() == BAD_REQUEST) {
      throw answer.asRefusal("put");
    }
    if (!answer.isSuccess()) {
      tableIsThere = answer.status() != NOT_FOUND;
      throw answer.asFailure("put");
    }
    return Outcome.WRITTEN;
  }

  private URI address(String of) {
    return HttpSystem.address(URL, url).orElseThrow().resolve(of);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(Piece.utf8(text));
  }
}
