package dev.halfway.web.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.web.Growth;
import dev.halfway.web.json.StrictJsonTest.Everything;
import dev.halfway.web.problems.Problems;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request takes time as its length, whatever it is. */
class JsonGrowthTest {

  private static final ObjectMapper JSON = StrictJson.mapper();

  private static Growth.Work reading(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return () -> {
      try {
        JSON.readValue(utf8, Everything.class);
      } catch (JsonProcessingException e) {
        Problems.of(e);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"%s\"}",
        "{\"%s\":1}",
        "{\"number\":1%s}",
        "{\"fraction\":0.%s}",
        "{\"fraction\":1e%s}",
        "{\"colour\":\"%s\"}",
        "{\"id\":\"%s\"}",
        "{\"at\":\"%s\"}",
        "{\"pause\":\"PT%s\"}",
        "{\"lines\":[%s",
        "%s"
      })
  void aFieldTakesTimeAsItsLength(String body) {
    for (String one :
        new String[] {"0", "1S", "\\u00e9", "\\ud83d\\ude00", "é", "\\\\", " ", "[", "'"}) {
      Growth.assertLinear(1 << 17, length -> reading(body.formatted(one.repeat(length))));
    }
  }

  /** Aa and BB have the same hash, and so have all names that are made of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"lines":[%s]}  ; {"item":"n%d","count":1}
          {"named":{%s}}  ; "n%d":1
          {"named":{%s}}  ; "%2$s":1
          {%s}            ; "n%d":1
          """)
  void manyFieldsTakeTimeAsTheirNumber(String body, String field) {
    Growth.assertLinear(
        1 << 12,
        count ->
            reading(
                body.formatted(
                    IntStream.range(0, count)
                        .mapToObj(number -> field.formatted(number, colliding(number)))
                        .collect(Collectors.joining(",")))));
  }

  private static String colliding(int number) {
    return Integer.toBinaryString(1 << 20 | number).replace("0", "Aa").replace("1", "BB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "large", "fraction"})
  void anExponentTakesNoTimeForItsSize(String field) {
    Growth.assertLinear(
        200_000_000, exponent -> reading("{\"%s\":1e%d}".formatted(field, exponent)));
  }
}
