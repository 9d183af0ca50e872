package dev.halfway.web.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import dev.halfway.web.problems.Problems;
import dev.halfway.web.testing.Answers;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  /** What a request may be made of. */
  public record Everything(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable Long large,
      @Nullable Double fraction,
      @Nullable Boolean answer,
      @Nullable Colour colour,
      @Nullable UUID id,
      @Nullable Instant at,
      @Nullable Duration pause,
      @Nullable List<Line> lines,
      @Nullable Map<String, Integer> named) {}

  /** What must be there. */
  public record Primitives(int count, boolean flag) {}

  /** Stands inside another. */
  public record Line(@Nullable String item, @Nullable Integer count) {}

  /** One of a few. */
  public enum Colour {
    RED,
    GREEN
  }

  private static final ObjectMapper JSON = StrictJson.mapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // a number, a boolean, an array, an object for a string
        "{\"text\":7}|text|must be a string",
        "{\"text\":7.5}|text|must be a string",
        "{\"text\":true}|text|must be a string",
        "{\"text\":[\"a\"]}|text|must be a string",
        "{\"text\":{}}|text|must be a string",
        // anything but a whole number for one
        "{\"number\":\"7\"}|number|must be a whole number within range",
        "{\"number\":\"\"}|number|must be a whole number within range",
        "{\"number\":1.5}|number|must be a whole number within range",
        "{\"large\":\"7\"}|large|must be a whole number within range",
        "{\"large\":1e999999999}|large|must be a whole number within range",
        "{\"number\":2147483648}|number|must be a number within range",
        "{\"large\":9223372036854775808}|large|must be a number within range",
        // anything but a number for one
        "{\"fraction\":\"0.5\"}|fraction|must be a number",
        "{\"fraction\":\"\"}|fraction|must be a number",
        "{\"fraction\":false}|fraction|must be a number",
        // anything but true and false
        "{\"answer\":\"false\"}|answer|must be true or false",
        "{\"answer\":0}|answer|must be true or false",
        "{\"answer\":\"\"}|answer|must be true or false",
        // anything but a UUID
        "{\"id\":\"\"}|id|must be a UUID",
        "{\"id\":\" \"}|id|must be a UUID",
        // anything but one of a few
        "{\"colour\":\"BLUE\"}|colour|must be one of [RED, GREEN]",
        "{\"colour\":\"red\"}|colour|must be one of [RED, GREEN]",
        "{\"colour\":1}|colour|must be one of [RED, GREEN]",
        "{\"colour\":true}|colour|must be one of [RED, GREEN]",
        "{\"colour\":\"1\"}|colour|must be one of [RED, GREEN]",
        "{\"colour\":\"\"}|colour|must be one of [RED, GREEN]",
        "{\"colour\":{}}|colour|must be one of [RED, GREEN]",
        // the other types
        "{\"id\":\"x\"}|id|must be a UUID",
        "{\"id\":7}|id|must be a UUID",
        "{\"at\":\"yesterday\"}|at|must be a valid Instant",
        "{\"pause\":\"5 s\"}|pause|must be a valid Duration",
        "{\"id\":\"0-0-0-0-1\"}|id|must be a UUID",
        "{\"at\":\"\"}|at|must be a valid Instant",
        "{\"pause\":\"\"}|pause|must be a valid Duration",
        "{\"lines\":\"\"}|lines|must be an array",
        "{\"named\":\"\"}|named|must be an object",
        "{\"lines\":7}|lines|must be an array",
        "{\"lines\":{\"item\":\"a\"}}|lines|must be an array",
        "{\"named\":[]}|named|must be an object",
        "[]|body|must be an object",
        "7|body|must be an object",
        "\"x\"|body|must be an object",
        "\"\"|body|must be an object",
        // inside of others
        "{\"lines\":[{\"item\":\"a\"},{\"count\":\"x\"}]}|lines[1].count|must be a whole number"
            + " within range",
        "{\"lines\":[7]}|lines[0]|must be an object",
        "{\"named\":{\"a\":\"x\"}}|named.a|must be a whole number within range",
        // unknown
        "{\"colours\":1}|colours|is not a field of this request",
        "{\"Text\":\"a\"}|Text|is not a field of this request",
        "{\"lines\":[{\"price\":1}]}|lines[0].price|is not a field of this request",
      })
  void whatIsOfTheWrongTypeOrUnknownIsNamed(String json, String field, String message) {
    assertThat(errorOf(json)).isEqualTo(new Problem.FieldError(field, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"count\":\"7\",\"flag\":true}|count|must be a whole number within range",
        "{\"count\":\"\",\"flag\":true}|count|must be a whole number within range",
        "{\"count\":\"x\",\"flag\":true}|count|must be a whole number within range",
        "{\"count\":1.5,\"flag\":true}|count|must be a whole number within range",
        "{\"count\":1.0,\"flag\":true}|count|must be a whole number within range",
        "{\"count\":1e2,\"flag\":true}|count|must be a whole number within range",
        "{\"count\":true,\"flag\":true}|count|must be a whole number within range",
        "{\"count\":null,\"flag\":true}|count|must be a whole number within range",
        "{\"count\":[1],\"flag\":true}|count|must be a whole number within range",
        "{\"count\":{},\"flag\":true}|count|must be a whole number within range",
        "{\"flag\":\"true\",\"count\":1}|flag|must be true or false",
        "{\"flag\":1,\"count\":1}|flag|must be true or false",
        "{\"flag\":null,\"count\":1}|flag|must be true or false",
        "{\"flag\":true}|count|must be a whole number within range",
        "{\"count\":1}|flag|must be true or false"
      })
  void whatCannotBeAbsentIsOfItsTypeOrNamed(String json, String field, String message) {
    assertThat(errorOf(json, Primitives.class)).isEqualTo(new Problem.FieldError(field, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void nothingIsNoObject(String json) {
    assertThat(errorOf(json)).isEqualTo(new Problem.FieldError("body", "must be an object"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"number\":1,\"number\":2}", "{\"number\":1,\"number\":1}"})
  void whatIsGivenTwiceIsNamed(String json) {
    Problem.FieldError error = errorOf(json);
    assertThat(error.field()).isEqualTo("number");
    assertThat(error.message()).contains("Duplicate field 'number'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"text\"",
        "{\"text\":",
        "{\"text\":\"a",
        "{\"text\":\"a\"",
        "{\"text\":\"a\",}",
        "{\"number\":01}",
        "{\"number\":+1}",
        "{\"number\":.5}",
        "{\"fraction\":NaN}",
        "{\"fraction\":Infinity}",
        "{text:\"a\"}",
        "{'text':'a'}",
        "{\"text\":\"a\u0000\"}",
        "{\"text\":\"a\nb\"}",
        "{\"text\":\"\\x\"}",
        "{/* */}",
        "# no\n{}",
        "<xml/>",
      })
  void whatIsNotJsonIsCalledSoAndNothingOfOursIsShown(String json) {
    Problem.FieldError error = errorOf(json);
    assertThat(error.message())
        .startsWith("is not JSON")
        .doesNotContain("\n", "dev.halfway", "com.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}]", "{}x", "{},", "{}1"})
  void whatFollowsTheEndIsRefused(String json) {
    assertThat(errorOf(json).field()).isEqualTo("body");
  }

  @Test
  void whereItIsBrokenIsSaid() {
    assertThat(errorOf("{\n\"number\": x}").message())
        .startsWith("is not JSON at line 2, column 1")
        .contains("Unrecognized token 'x'");
  }

  @Test
  void nestingIsReadUpToADepthOf32() {
    assertThat(new Nested().read(31)).isNull();
    assertThat(new Nested().read(32))
        .isNotNull()
        .satisfies(
            error ->
                assertThat(error.message()).contains("nesting depth (33) exceeds").contains("32"));
  }

  @Test
  void aNumberOfMoreDigitsThanAnybodyNeedsIsNotReadAtAll() {
    Problem.FieldError error = errorOf("{\"large\":" + "9".repeat(1001) + "}");
    assertThat(error.message()).contains("Number value length (1001)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void bytesAreReadInNoOtherEncoding(String charset) throws IOException {
    byte[] json = "{\"text\":\"ü\"}".getBytes(Charset.forName(charset));
    assertThat(errorOf(json).message()).startsWith("is not JSON");
  }

  /** Jackson by itself takes the first two for a character, and the third for half of one. */
  @ParameterizedTest
  @ValueSource(strings = {"C080", "E080AF", "EDA080", "F4908080", "FF", "E282"})
  void bytesThatAreNotUtf8AreCalledSo(String hex) throws IOException {
    byte[] json =
        HexFormat.of()
            .parseHex(
                HexFormat.of().formatHex("{\"text\":\"".getBytes(UTF_8))
                    + hex
                    + HexFormat.of().formatHex("\"}".getBytes(UTF_8)));

    assertThat(errorOf(json))
        .isEqualTo(new Problem.FieldError("body", "is not JSON: is not UTF-8 at byte 10"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    assertThat(JSON.readValue("\uFEFF{\"item\":\"ü\"}".getBytes(UTF_8), Line.class))
        .isEqualTo(new Line("ü", null));
  }

  @Test
  void aLimitThatEndsReadingIsAnsweredAsTheLimit() {
    ProblemException limit = new ProblemException(Problem.of("limit", "Too large", 413, null));
    InputStream limited =
        new SequenceInputStream(
            new ByteArrayInputStream("{\"text\":\"a".getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() {
                throw limit;
              }

              @Override
              public int read(byte[] buffer, int offset, int length) {
                throw limit;
              }
            });
    assertThatThrownBy(() -> JSON.readValue(limited, Everything.class)).isSameAs(limit);
  }

  @Test
  void whatIsRightIsRead() throws JsonProcessingException {
    assertThat(
            JSON.readValue(
                """
                {"text":"a","number":2147483647,"large":9223372036854775807,
                 "fraction":1,"answer":false,"colour":"GREEN",
                 "id":"6a3bd5e0-3f2c-4d0e-9d5b-0b9f0c7a1e11","at":"2026-11-22T10:15:30Z",
                 "pause":"PT5S","lines":[{"item":"x"}],"named":{"a":1}}
                """,
                Everything.class))
        .isEqualTo(
            new Everything(
                "a",
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                1.0,
                false,
                Colour.GREEN,
                UUID.fromString("6a3bd5e0-3f2c-4d0e-9d5b-0b9f0c7a1e11"),
                Instant.parse("2026-11-22T10:15:30Z"),
                Duration.ofSeconds(5),
                List.of(new Line("x", null)),
                Map.of("a", 1)));
  }

  @Test
  void whatIsAbsentOrNullIsNull() throws JsonProcessingException {
    assertThat(JSON.readValue("{\"item\":null}", Line.class)).isEqualTo(new Line(null, null));
  }

  @Test
  void timesAreWrittenAsIso8601AndWhatIsNullIsLeftOut() throws JsonProcessingException {
    record Times(Instant at, Duration pause, @Nullable String gone) {}
    assertThat(
            JSON.writeValueAsString(
                new Times(
                    Instant.parse("2026-11-22T10:15:30.123Z"), Duration.ofMillis(1500), null)))
        .isEqualTo("{\"at\":\"2026-11-22T10:15:30.123Z\",\"pause\":\"PT1.5S\"}");
  }

  @Test
  void whatWasCutInTwoElsewhereCanBeShownAllTheSame() throws JsonProcessingException {
    assertThat(new String(JSON.writeValueAsBytes("a\uD83D"), UTF_8)).isEqualTo("\"a\\uD83D\"");
    assertThat(errorOf("{\"\\ud83d\":1}").field()).isEqualTo("\uD83D");
  }

  @Test
  void everyTypeIsReadByTheSameRules() {
    StrictJson json = new StrictJson();
    assertThat(json.getContext(String.class)).isSameAs(json.getContext(Line.class));
  }

  /** A request that may nest. */
  public record Tree(@Nullable Tree of) {}

  private static final class Nested {
    Problem.@Nullable FieldError read(int deep) {
      String json = "{\"of\":".repeat(deep) + "{}" + "}".repeat(deep);
      try {
        JSON.readValue(json, Tree.class);
        return null;
      } catch (JsonProcessingException e) {
        return error(e);
      }
    }
  }

  private static Problem.FieldError errorOf(String json) {
    return errorOf(json, Everything.class);
  }

  private static Problem.FieldError errorOf(String json, Class<?> type) {
    try {
      throw new AssertionError("read as " + JSON.readValue(json, type));
    } catch (JsonProcessingException e) {
      return error(e);
    }
  }

  private static Problem.FieldError errorOf(byte[] json) throws IOException {
    try {
      InputStream body = new ByteArrayInputStream(json);
      throw new AssertionError("read as " + JSON.readValue(body, Everything.class));
    } catch (JsonProcessingException e) {
      return error(e);
    }
  }

  private static Problem.FieldError error(JsonProcessingException failure) {
    try (Response answer = Problems.of(failure)) {
      List<Problem.FieldError> errors = Answers.errorsOf(answer);
      assertThat(errors).hasSize(1);
      return errors.get(0);
    }
  }
}
