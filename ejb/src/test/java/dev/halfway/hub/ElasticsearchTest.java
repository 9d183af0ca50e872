package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.hub.Elasticsearch.Document;
import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.testing.Injected;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchTest {

  private static final Event ONE = new Event("1", "{}");
  private static final Event TWO = new Event("2", "{}");
  private static final Event THREE = new Event("3", "{}");

  private static Outcome outcome(int status, String answer) throws IOException {
    List<Document> documents = List.of(Document.of(ONE), Document.of(TWO), Document.of(THREE));
    return new Elasticsearch().outcome(documents, new Answer(status, answer));
  }

  private static Outcome outcome(String... items) throws IOException {
    return outcome(200, "{\"errors\":true,\"items\":[" + String.join(",", items) + "]}");
  }

  private static String item(int status) {
    return "{\"create\":{\"status\":" + status + "}}";
  }

  private static String item(int status, String type, String reason) {
    return "{\"create\":{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"%s\"}}}"
        .formatted(status, type, reason);
  }

  @Test
  void eachIsJudgedByItsOwnItem() throws IOException {
    Outcome outcome =
        outcome(
            item(409, "version_conflict_engine_exception", "is there"),
            """
            {"create":{"status":400,"error":{"type":"document_parsing_exception","reason":"failed to parse",
              "caused_by":{"reason":"not a number"}}}}\
            """,
            item(429, "rejected_execution_exception", "queue is full"));

    assertThat(outcome.verdicts())
        .isEqualTo(
            Map.of(
                TWO,
                EventVerdict.refused("document_parsing_exception: failed to parse: not a number"),
                THREE,
                EventVerdict.again("rejected_execution_exception: queue is full")));
    assertThat(outcome.taken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // It has not looked at the document.
    "AGAIN, 403, cluster_block_exception, blocked by: [FORBIDDEN/8/index write (api)]",
    "AGAIN, 429, cluster_block_exception, blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded]",
    "AGAIN, 403, security_exception, action is unauthorized",
    "AGAIN, 401, security_exception, missing authentication credentials",
    "AGAIN, 404, index_not_found_exception, no such index",
    "AGAIN, 429, circuit_breaking_exception, Data too large",
    "AGAIN, 500, illegal_state_exception, x",
    "AGAIN, 503, unavailable_shards_exception, primary shard is not active",
    "AGAIN, 400, document_parsing_exception, data stream timestamp field [@timestamp] is missing",
    // The document does not fit the fields.
    "REFUSED, 400, mapper_parsing_exception, failed to parse field",
    "REFUSED, 400, document_parsing_exception, failed to parse field",
    "REFUSED, 400, strict_dynamic_mapping_exception, introduction of [x] is not allowed",
    // Of the document or of the index.
    "DOUBTFUL, 400, illegal_argument_exception, Limit of total fields [1000] has been exceeded",
    "DOUBTFUL, 400, illegal_argument_exception, no write index is defined for alias",
    "DOUBTFUL, 400, index_closed_exception, closed",
    "DOUBTFUL, 400, validation_exception, this action would add [2] shards",
  })
  void whatItSaysOfADocument(EventVerdict.Kind kind, int status, String type, String reason)
      throws IOException {
    Outcome outcome = outcome(item(201), item(status, type, reason), item(201));

    assertThat(outcome.verdicts())
        .isEqualTo(Map.of(TWO, new EventVerdict(kind, type + ": " + reason)));
  }

  @Test
  void anIndexThatIsBlockedHasTakenNothing() throws IOException {
    String blocked = item(403, "cluster_block_exception", "blocked");
    assertThat(outcome(blocked, blocked, blocked).taken()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html>",
        "{\"errors\":false,\"items\":[]}",
        "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}}]}",
        "{\"errors\":false,\"items\":[1,2,3]}",
        "{\"errors\":false,\"items\":[{\"create\":{}},{\"create\":{}},{\"create\":{}}]}"
      })
  void anAnswerThatDoesNotTellOfEachEventIsNone(String answer) {
    assertThatThrownBy(() -> outcome(200, answer)).isExactlyInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 503, 302})
  void aRequestThatIsNotLookedAtIsAnOutage(int status) {
    assertThatThrownBy(() -> outcome(status, "x")).isExactlyInstanceOf(IOException.class);
  }

  @Test
  void aRequestThatItCannotReadMayBeTheFaultOfAnEvent() {
    assertThatThrownBy(() -> outcome(400, "x")).isInstanceOf(RequestRefused.class);
  }

  /** Three thousand events behind a proxy with a limit. */
  @Test
  void aRequestThatIsTooLongIsDivided() throws Exception {
    int limit = 100_000;
    String huge = "x".repeat(limit);
    List<Event> events =
        IntStream.range(0, 3_000)
            .mapToObj(
                number ->
                    new Event(
                        "e" + number,
                        "{\"message\":\"%s\"}".formatted(number == 1_000 ? huge : "é".repeat(300))))
            .toList();
    try (StubSystem proxy =
        StubSystem.that(
            sent ->
                sent.bytes() > limit
                    ? new Answer(413, "Request Entity Too Large")
                    : new Answer(200, taken(sent.body())))) {
      Elasticsearch sink = new Elasticsearch();
      Injected.into(sink, "url", Optional.of(proxy.address()));
      Injected.into(sink, "index", "events");
      Injected.into(sink, "user", Optional.empty());
      Injected.into(sink, "http", StubSystem.http());

      Outcome outcome = sink.write(batch(events));

      assertThat(outcome.verdicts())
          .isEqualTo(
              Map.of(
                  events.get(1_000),
                  EventVerdict.refused("it is too large: HTTP 413: Request Entity Too Large")));
      assertThat(
              proxy.requests().stream()
                  .filter(sent -> sent.bytes() <= limit)
                  .flatMap(sent -> sent.body().lines())
                  .filter(line -> line.startsWith("{\"create\""))
                  .distinct())
          .hasSize(2_999);
      assertThat(proxy.requests()).hasSizeLessThan(60);
    }
  }

  private static String taken(String body) {
    return body.lines()
        .filter(line -> line.startsWith("{\"create\""))
        .map(line -> item(201))
        .collect(Collectors.joining(",", "{\"errors\":false,\"items\":[", "]}"));
  }

  private static Batch batch(List<Event> events) {
    return Batch.of(List.of(new Chunk(UUID.randomUUID(), events)), Instant.EPOCH);
  }
}
