package dev.halfway.web.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.hub.Event;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  private static final String REQUIRED = "\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"shop\"";

  private static Event parse(String json) throws Exception {
    return EventParser.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void leavesAnEventAsItCame() throws Exception {
    String json =
        "{\"more\":{\"deep\":[1,null]},"
            + REQUIRED
            + ",\"id\":\"a/1\",\"level\":\"WARN\",\"message\":\"ü\\u0000\","
            + "\"metrics\":{\"a\":1,\"b\":-2.5e3},\"tags\":{\"x\":\"y\",\"n\":1,\"t\":true}}";

    assertThat(parse("  " + json + "\r")).isEqualTo(new Event("a/1", json));
  }

  @Test
  void givesAnIdToOneThatHasNone() throws Exception {
    Event event = parse("{ " + REQUIRED + "}");

    assertThat(new ObjectMapper().readTree(event.json()).get("id").asText())
        .isEqualTo(event.id())
        .hasSize(36);
    assertThat(parse("{" + REQUIRED + "}").id()).isNotEqualTo(event.id());
  }

  @Test
  void makesOneLineOfSeveral() throws Exception {
    assertThat(parse("{\r\n\"id\":\"1\",\n" + REQUIRED + "\n}").json())
        .isEqualTo("{ \"id\":\"1\", " + REQUIRED + " }");
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
    assertThat(parse("{" + REQUIRED + "," + field + "}").json()).contains(field);
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
        "{\"at\":\"1970-01-01T00:59:59+01:00\",\"source\":\"s\"}; at: must be a time",
        "{\"at\":\"9999-12-31T23:00:00-01:00\",\"source\":\"s\"}; at: must be a time",
        "{\"id\":\"1\",\"id\":\"2\"}; is no JSON: Duplicate field 'id'",
        "{\"id\":\"1\",\"\\u0069d\":\"2\"}; is no JSON: Duplicate field 'id'",
        "{\"at\":\"2026-11-22T10:15:30Z\",\"at\":7}; is no JSON: Duplicate field 'at'",
        "{\"tags\":{\"a\":1,\"a\":2}}; is no JSON: Duplicate field 'a'",
        "{\"own\":[{\"a\":1,\"a\":1}]}; is no JSON: Duplicate field 'a'",
        "{\"a\":1; is no JSON: ",
        "{\"a\":NaN}; is no JSON: ",
        "{\"a\":-Infinity}; is no JSON: ",
        "{\"a\":01}; is no JSON: ",
        "{\"a\":+1}; is no JSON: ",
        "{\"a\":.5}; is no JSON: ",
        "{\"a\":5.}; is no JSON: ",
        "{\"a\":0x10}; is no JSON: ",
        "{'a':1}; is no JSON: ",
        "{\"a\":1,}; is no JSON: ",
        "{/**/}; is no JSON: ",
      })
  void saysWhatIsWrong(String json, String why) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(EventParser.NoEvent.class)
        .hasMessageStartingWith(why);
  }

  private static void refused(String json, String why) {
    refused(json.getBytes(StandardCharsets.UTF_8), why);
  }

  private static void refused(byte[] json, String why) {
    assertThatThrownBy(() -> EventParser.parse(json))
        .isInstanceOf(EventParser.NoEvent.class)
        .hasMessageStartingWith(why);
  }

  /** An event with something more. */
  private static String with(String field) {
    return "{" + REQUIRED + ",\"id\":\"1\"," + field + "}";
  }

  private static void isKept(String field) throws Exception {
    assertThat(parse(with(field))).isEqualTo(new Event("1", with(field)));
  }

  @ParameterizedTest
  @ValueSource(strings = {" {}", "{}", " 1", "]", "}", ",", "\u0000", "\uFEFF", "\u2003", "\f"})
  void refusesWhatComesAfterIt(String rest) {
    assertThatThrownBy(() -> parse("{" + REQUIRED + "}" + rest))
        .isInstanceOf(EventParser.NoEvent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", "\u2003", "\u0000", "\f", "\u001C"})
  void refusesWhatComesBeforeIt(String rest) {
    refused(rest + "{" + REQUIRED + "}", "is no JSON: ");
  }

  @ParameterizedTest
  @CsvSource({
    "C3, cut off",
    "E282, cut off",
    "F09F98, cut off",
    "80, goes on with nothing",
    "E9, of ISO 8859-1",
    "C080, overlong",
    "E08080, overlong",
    "F0808080, overlong",
    "EDA080, half of a character",
    "EDA0BDEDB880, two halves",
    "F4908080, beyond the last character",
    "FF, of no character",
  })
  void refusesWhatIsNotUtf8(String hex, String because) {
    byte[] before = ("{" + REQUIRED + ",\"message\":\"").getBytes(StandardCharsets.UTF_8);
    byte[] json =
        HexFormat.of()
            .parseHex(
                HexFormat.of().formatHex(before)
                    + hex
                    + HexFormat.of().formatHex("\"}".getBytes(StandardCharsets.UTF_8)));

    refused(json, "is not UTF-8 at byte " + (before.length + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void refusesOtherEncodings(String charset) {
    assertThatThrownBy(
            () -> EventParser.parse(("{" + REQUIRED + "}").getBytes(Charset.forName(charset))))
        .isInstanceOf(EventParser.NoEvent.class);
  }

  /** Characters of one to four bytes, what looks like the end of a line, and what is none. */
  @Test
  void keepsTheTextThatWasChecked() throws Exception {
    isKept("\"m\":\"aü€😀\u2028\u0085\uFEFF\uFFFD\uFFFF\u007F\"");
    isKept("\"m\":\"\\u0000\\ud83d\\ude00\\n\\/\"");
    isKept("\"\\u006d\":\"\",\"\":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"message\":\"\\ud83d\"",
        "\"message\":\"\\ude00\"",
        "\"message\":\"\\ude00\\ud83d\"",
        "\"message\":\"\\ud83d \\ude00\"",
        "\"level\":\"\\uD800\"",
        "\"tags\":{\"a\":\"\\ud83d\"}",
        "\"tags\":{\"\\ud83d\":1}",
        "\"metrics\":{\"\\ud83d\":1}",
        "\"\\ud83d\":1",
        "\"own\":[{\"deep\":{\"\\ud83d\":1}}]",
        "\"own\":[{\"deep\":[\"\\ud83d\"]}]",
      })
  void refusesHalvesOfCharacters(String field) {
    refused(with(field), "has half of a character");
  }

  /** Jackson takes them as they are, and would say nothing where nobody asks. */
  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\tb", "a\u0000b"})
  void refusesRawControlCharacters(String text) {
    refused(with("\"own\":\"" + text + "\""), "is no JSON: ");
    refused(with("\"" + text + "\":1"), "is no JSON: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0e-5",
        "1.50",
        "1E5",
        "9223372036854775808",
        "123456789012345678901234567890",
        "1.7976931348623157e308",
        "-1.7976931348623157e308",
        "4.9e-324",
        "0.1000000000000000055511151231257827021181583404541015625",
      })
  void keepsNumbersAsTheyWereWritten(String number) throws Exception {
    isKept("\"metrics\":{\"a\":" + number + "}");
    isKept("\"own\":[" + number + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e309",
        "-1e309",
        "1e999999",
        "1e99999999999",
        "0e99999999999",
        "1e-400",
        "1e-99999999999",
      })
  void refusesNumbersThatNoDoubleHolds(String number) {
    String why = "has a number that is too large or too small for a double: " + number;
    refused(with("\"metrics\":{\"a\":" + number + "}"), why);
    refused(with("\"tags\":{\"a\":" + number + "}"), why);
    refused(with("\"own\":{\"a\":[" + number + "]}"), why);
  }

  @Test
  void refusesWhatIsTooMuch() throws Exception {
    isKept("\"own\":" + "[".repeat(63) + "]".repeat(63));
    isKept("\"own\":" + "9".repeat(300));
    refused(
        with("\"own\":" + "[".repeat(64) + "]".repeat(64)),
        "is too much: Document nesting depth (65) exceeds the maximum allowed (64)");
    refused(
        with("\"own\":" + "9".repeat(400)),
        "has a number that is too large or too small for a double: " + "9".repeat(40) + " ...");
    refused(
        with("\"own\":0." + "9".repeat(1001)),
        "is too much: Number value length (1001) exceeds the maximum allowed (1000)");
  }
}
