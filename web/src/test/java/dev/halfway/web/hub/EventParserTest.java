package dev.halfway.web.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.hub.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  private static final String LEAST = "\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"shop\"";

  private static Event parse(String json) throws Exception {
    return EventParser.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void leavesAnEventAsItCame() throws Exception {
    String json =
        "{\"more\":{\"deep\":[1,null]},"
            + LEAST
            + ",\"id\":\"a/1\",\"level\":\"WARN\",\"message\":\"ü\\u0000\","
            + "\"metrics\":{\"a\":1,\"b\":-2.5e3},\"tags\":{\"x\":\"y\",\"n\":1,\"t\":true}}";

    assertThat(parse("  " + json + "\r")).isEqualTo(new Event("a/1", json));
  }

  @Test
  void givesAnIdToOneThatHasNone() throws Exception {
    Event event = parse("{ " + LEAST + "}");

    assertThat(new ObjectMapper().readTree(event.json()).get("id").asText())
        .isEqualTo(event.id())
        .hasSize(36);
    assertThat(parse("{" + LEAST + "}").id()).isNotEqualTo(event.id());
  }

  @Test
  void makesOneLineOfSeveral() throws Exception {
    assertThat(parse("{\r\n\"id\":\"1\",\n" + LEAST + "\n}").json())
        .isEqualTo("{ \"id\":\"1\", " + LEAST + " }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"level\":null",
        "\"message\":\"\"",
        "\"metrics\":null",
        "\"metrics\":{}",
        "\"tags\":null",
        "\"tags\":{\"a\":false}",
      })
  void takesWhatIsOptional(String field) throws Exception {
    assertThat(parse("{" + LEAST + "," + field + "}").json()).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "7; must be a JSON object",
        "[1]; must be a JSON object",
        "{}; at: is missing",
        "{\"at\":\"2026-11-22T10:15:30Z\"}; source: is missing",
        "{\"at\":7,\"source\":\"s\"}; at: must be a time",
        "{\"at\":\"yesterday\",\"source\":\"s\"}; at: must be a time",
        "{\"at\":\"2026-11-22T10:15:30\",\"source\":\"s\"}; at: must be a time",
        "{\"at\":\"1969-12-31T00:00:00Z\",\"source\":\"s\"}; at: must be a time",
        "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"\"}; source: must be text of 1 to 200",
        "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":7}; source: must be text of 1 to 200",
        "{\"id\":\"\"}; id: must be",
        "{\"id\":7}; id: must be",
        "{\"id\":null}; id: must be",
        "{\"id\":\"a b\"}; id: must be",
        "{\"level\":7}; level: must be text of 0 to 32",
        "{\"message\":{}}; message: must be text",
        "{\"metrics\":7}; metrics: must be an object of numbers",
        "{\"metrics\":{\"a\":\"1\"}}; metrics: must be an object of numbers",
        "{\"tags\":{\"a\":{}}}; tags: must be an object of",
        "{\"tags\":{\"a\":null}}; tags: must be an object of",
        "{\"id\":\"1\",\"id\":\"2\"}; is no JSON: Duplicate field",
        "{\"a\":1; is no JSON: ",
        "{\"a\":NaN}; is no JSON: ",
      })
  void saysWhatIsWrong(String json, String why) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(EventParser.NoEvent.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void refusesWhatComesAfterIt() {
    assertThatThrownBy(() -> parse("{" + LEAST + "} {}"))
        .hasMessage("something comes after the object");
  }

  @Test
  void refusesWhatIsNoUtf8() {
    byte[] json = ("{" + LEAST + ",\"message\":\"é\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> EventParser.parse(json)).isInstanceOf(EventParser.NoEvent.class);
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .isInstanceOf(EventParser.NoEvent.class);
  }
}
