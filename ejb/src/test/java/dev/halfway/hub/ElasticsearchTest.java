package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElasticsearchTest {

  private static final Event ONE = new Event("1", "{}");
  private static final Event TWO = new Event("2", "{}");
  private static final Event THREE = new Event("3", "{}");

  private static Outcome outcome(String answer) {
    return Elasticsearch.outcome(
        List.of(ONE, TWO, THREE), Json.createReader(new StringReader(answer)).readObject());
  }

  @Test
  void allIsWrittenWhereItSaysSo() {
    assertThat(outcome("{\"errors\":false,\"items\":[]}")).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void eachIsJudgedByItsOwnItem() {
    Outcome outcome =
        outcome(
            """
            {"errors":true,"items":[
              {"create":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"is there"}}},
              {"create":{"status":400,"error":{"type":"document_parsing_exception","reason":"failed to parse",
                "caused_by":{"reason":"not a number"}}}},
              {"create":{"status":429,"error":{"type":"rejected_execution_exception","reason":"queue is full"}}}]}""");

    assertThat(outcome.refused())
        .isEqualTo(Map.of(TWO, "document_parsing_exception: failed to parse: not a number"));
    assertThat(outcome.again()).containsExactly(THREE);
    assertThat(outcome.why()).isEqualTo("rejected_execution_exception: queue is full");
  }

  @Test
  void whatItFailedToDoIsTriedAgain() {
    Outcome outcome =
        outcome(
            """
            {"errors":true,"items":[{"create":{"status":201}},{"create":{"status":503,"error":"no shard"}},
              {"create":{"status":500,"error":{"type":"t","reason":"r"}}}]}""");

    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.again()).containsExactly(TWO, THREE);
  }
}
