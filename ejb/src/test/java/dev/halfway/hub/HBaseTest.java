package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.hub.HBase.Row;
import dev.halfway.hub.HttpSystem.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HBaseTest {

  private static final List<Row> ROWS =
      List.of(Row.of(new Event("1", "{}")), Row.of(new Event("2", "{\"x\":\"é\"}")));

  private final HBase sink = new HBase();

  @Test
  void rowsAreTold() {
    assertThat(new String(Piece.body("[", ROWS, ",", "]"), StandardCharsets.UTF_8))
        .isEqualTo(
            "[{\"key\":\"MQ==\",\"Cell\":[{\"column\":\"ZTpqc29u\",\"$\":\"e30=\"}]},"
                + "{\"key\":\"Mg==\",\"Cell\":[{\"column\":\"ZTpqc29u\",\"$\":\"eyJ4Ijoiw6kifQ==\"}]}]");
    // As they are sent, and a comma.
    assertThat(ROWS.get(1).bytes()).isEqualTo(69);
  }

  @Test
  void allIsWrittenWhereItSaysSo() throws IOException {
    assertThat(sink.outcome(ROWS, new Answer(200, ""))).isEqualTo(Outcome.WRITTEN);
  }

  /** It answers so to any exception of its own code. */
  @Test
  void aBadRequestMayBeTheFaultOfARow() {
    assertThatThrownBy(() -> sink.outcome(ROWS, new Answer(400, "Bad request")))
        .isInstanceOf(RequestRefused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500, 503})
  void anythingElseIsAnOutage(int status) {
    assertThatThrownBy(() -> sink.outcome(ROWS, new Answer(status, "x")))
        .isExactlyInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 413, Request Entity Too Large",
    "true, 400, java.lang.IllegalArgumentException: KeyValue size too large",
    "true, 503, DoNotRetryIOException: Cell[1/e:json] with size 20 exceeds limit of 10 bytes",
    "true, 503, org.apache.hadoop.hbase.exceptions.RequestTooBigException: x",
    "true, 503, Rejecting large batch operation for current batch",
    "false, 503, Unavailable",
    "false, 400, Bad request: Row key not specified",
  })
  void whatItSaysOfLength(boolean tooLarge, int status, String body) {
    assertThat(sink.isTooLarge(new Answer(status, body))).isEqualTo(tooLarge);
  }
}
