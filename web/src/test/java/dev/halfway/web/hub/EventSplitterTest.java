package dev.halfway.web.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSplitterTest {

  private static final int MAX = 20;

  private final List<String> found = new ArrayList<>();

  private final EventSplitter splitter =
      new EventSplitter(
          MAX,
          new EventSplitter.Receiver() {
            @Override
            public void piece(long number, byte[] piece) {
              found.add(number + ":" + new String(piece, StandardCharsets.UTF_8).strip());
            }

            @Override
            public void broken(long number, String why) {
              found.add(number + "!" + why);
            }
          });

  private List<String> split(String body, int step) {
    return split(body.replace("|", "\n").getBytes(StandardCharsets.UTF_8), step);
  }

  private List<String> split(byte[] bytes, int step) {
    for (int from = 0; from < bytes.length; from += step) {
      int length = Math.min(step, bytes.length - from);
      byte[] part = new byte[length];
      System.arraycopy(bytes, from, part, 0, length);
      splitter.take(part, length);
    }
    splitter.finish();
    return found;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void cutsLinesHoweverTheyCome(int step) {
    assertThat(split("{\"a\":1}|  |{\"b\":\"ü[,]\"}\r|x", step))
        .containsExactly("1:{\"a\":1}", "3:{\"b\":\"ü[,]\"}", "4:x");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void cutsElementsHoweverTheyCome(int step) {
    assertThat(split(" [ {\"a\":[1,{}]} , {\"b\":\"\\\"],\"}|,7, \"x,\" ] |", step))
        .containsExactly("1:{\"a\":[1,{}]}", "2:{\"b\":\"\\\"],\"}", "3:7", "4:\"x,\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void aMarkBelongsToTheBodyAndToNoLine(int step) {
    assertThat(split("\uFEFF1|\uFEFF2|3\uFEFF", step))
        .containsExactly("1:1", "2:\uFEFF2", "3:3\uFEFF");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void aMarkBelongsToTheBodyAndToNoElement(int step) {
    assertThat(split("\uFEFF [1,\uFEFF2]", step)).containsExactly("1:1", "2:\uFEFF2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", "\uFEFF|", "\uFEFF[]"})
  void aMarkAloneIsNothing(String body) {
    assertThat(split(body, 1)).isEmpty();
  }

  /** It is not swallowed, so that whoever reads it finds that it is no UTF-8. */
  @ParameterizedTest
  @CsvSource({
    "EF, 1:\uFFFD",
    "EFBB, 1:\uFFFD",
    "EF31, 1:\uFFFD1",
    "EFBB31, 1:\uFFFD1",
    "EFEFBBBF31, 1:\uFFFD\uFEFF1",
    "EFBBBFEFBBBF31, 1:\uFEFF1",
  })
  void whatOnlyBeginsLikeAMarkStays(String hex, String expected) {
    assertThat(split(HexFormat.of().parseHex(hex), 1)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; ''",
        "'  | '; ''",
        "'[]'; ''",
        "'[ ] '; ''",
        "'|[1]'; '1:1'",
        "'||x'; '3:x'",
        "'[1'; '1!the array has no end'",
        "'[1,'; '1:1 2!the array has no end'",
        "'['; '1!the array has no end'",
        "'[,1]'; '1!there is nothing before the comma 2:1'",
        "'[1, ]'; '1:1 2!there is nothing after the comma'",
        "'[1] x y'; '1:1 2!comes after the end of the array'",
        "'[}},1]'; '1:}} 2:1'",
        "'{\"a\":[1]}|[2]'; '1:{\"a\":[1]} 2:[2]'",
        "'12345678901234567890|1'; '1:12345678901234567890 2:1'",
        "'123456789012345678901|1'; '1!is longer than 20 bytes 2:1'",
        "'[123456789012345678901,1]'; '1!is longer than 20 bytes 2:1'",
        "'1                           |2'; '1:1 2:2'",
      })
  void saysWhatIsBrokenAndGoesOn(String body, String expected) {
    assertThat(String.join(" ", split(body, 1000))).isEqualTo(expected);
  }
}
