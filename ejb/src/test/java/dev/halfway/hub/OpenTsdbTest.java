package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.hub.OpenTsdb.Point;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenTsdbTest {

  private static final Event ONE = event(1, "{\"a\":1}");
  private static final Event TWO = event(2, "{\"a\":1,\"b\":2}");
  private static final Event THREE = event(3, "{\"a\":1}");
  private static final List<Point> POINTS =
      Stream.of(ONE, TWO, THREE).flatMap(event -> OpenTsdb.pointsOf(event).stream()).toList();

  private static Event event(int number, String metrics) {
    return new Event(
        "e" + number,
        "{\"id\":\"e%1$d\",\"at\":\"2026-11-22T10:15:3%1$dZ\",\"source\":\"my shop\",\"metrics\":%2$s,\"tags\":{\"x\":true}}"
            .formatted(number, metrics));
  }

  private static JsonObject error(int point, String why) {
    return Json.createObjectBuilder()
        .add("datapoint", POINTS.get(point).json())
        .add("error", why)
        .build();
  }

  @Test
  void eachMetricIsAPoint() {
    assertThat(POINTS).extracting(Point::event).containsExactly(ONE, TWO, TWO, THREE);
    assertThat(POINTS.get(2).json().toString())
        .isEqualTo(
            "{\"metric\":\"b\",\"timestamp\":1795342532000,\"value\":2,\"tags\":{\"source\":\"my_shop\",\"x\":\"true\"}}");
    assertThat(OpenTsdb.pointsOf(new Event("x", "{\"at\":\"2026-11-22T10:15:30Z\"}"))).isEmpty();
  }

  @Test
  void allIsWrittenWhereNothingIsWrong() throws IOException {
    assertThat(OpenTsdb.outcome(POINTS, List.of())).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void whatItWillNeverTakeIsRefusedAlone() throws IOException {
    Outcome outcome =
        OpenTsdb.outcome(POINTS, List.of(error(1, "Unable to parse value to a number")));

    assertThat(outcome.refused()).isEqualTo(Map.of(TWO, "Unable to parse value to a number"));
    assertThat(outcome.again()).isEmpty();
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
    Outcome outcome = OpenTsdb.outcome(POINTS, List.of(error(0, why), error(3, why)));

    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.again()).containsExactly(ONE, THREE);
    assertThat(outcome.why()).isEqualTo(why);
  }

  @Test
  void anEventIsNotRefusedWhileAnotherPointOfItIsTriedAgain() throws IOException {
    Outcome outcome =
        OpenTsdb.outcome(POINTS, List.of(error(1, "Unknown metric"), error(2, "Write timedout")));

    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.again()).containsExactly(TWO);
  }

  /** As OpenTSDB 2.4 answers when all points are in order, and HBase has not taken some of them. */
  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void errorsAreReadWhateverTheStatus(int status) throws IOException {
    JsonObject error = error(0, "Storage exception: x");

    assertThat(OpenTsdb.errors(answer(status, 3, error), 4)).containsExactly(error);
    assertThat(OpenTsdb.errors(answer(status, 4), 4)).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotTellOfEachPointIsNone() {
    JsonObject error = error(0, "Storage exception: x");

    for (Answer answer :
        List.of(
            answer(200, 2, error),
            answer(200, 3),
            answer(200, 2, error, JsonValue.NULL),
            new Answer(200, "{}"),
            new Answer(200, ""),
            new Answer(400, "{\"error\":{\"message\":\"Chunked request not supported.\"}}"),
            new Answer(503, "{\"success\":4,\"errors\":[]}"))) {
      assertThatThrownBy(() -> OpenTsdb.errors(answer, 4))
          .as(answer.toString())
          .isInstanceOf(IOException.class);
    }
  }

  private static Answer answer(int status, int success, JsonValue... errors) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    List.of(errors).forEach(list::add);
    return new Answer(
        status,
        Json.createObjectBuilder().add("success", success).add("errors", list).build().toString());
  }

  @Test
  void anErrorOfAPointThatWasNotSentIsNoAnswer() {
    JsonObject other =
        Json.createObjectBuilder()
            .add("datapoint", Json.createObjectBuilder(POINTS.get(0).json()).add("metric", "other"))
            .add("error", "Unknown metric")
            .build();

    assertThatThrownBy(() -> OpenTsdb.outcome(POINTS, List.of(other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other");
  }
}
