package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsdbNamesTest {

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-F]{4})_");

  /** As the Javadoc has it. */
  private static String read(String name) {
    return name.equals("_x_")
        ? ""
        : ESCAPE
            .matcher(name)
            .replaceAll(
                escape ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latency",
        "sys.cpu-0/user_time",
        "größe",
        "Ünïcode",
        "_",
        "__x",
        "max_x_min",
        "_x00e9_",
        "_x123",
        "a_xABC_"
      })
  void whatItKeepsStaysAsItIs(String name) {
    assertThat(TsdbNames.of(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "my shop, my_x0020_shop",
    "北京, _x5317__x4EAC_",
    "上海, _x4E0A__x6D77_",
    "'', _x_",
    "_x_, _x005F_x_",
    "_x5317_, _x005F_x5317_",
    "_x5317, _x005F_x5317",
    "٣, _x0663_",
    "a×b, a_x00D7_b",
  })
  void whatItDoesNotKeepIsEscaped(String text, String name) {
    assertThat(TsdbNames.of(text)).isEqualTo(name);
    assertThat(read(name)).isEqualTo(text);
  }

  @Test
  void noTwoNamesBecomeOne() {
    // What is near an escape, and some that is not kept.
    List<String> parts = List.of("_", "x", "_x", "5317", "005F", "A", "é", "北", "?", "\ud83d", "-");
    Random random = new Random(7);
    Map<String, String> known = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      String text =
          random
              .ints(random.nextInt(6), 0, parts.size())
              .mapToObj(parts::get)
              .collect(Collectors.joining());
      String name = TsdbNames.of(text);
      String same = known.merge(name, text, (one, other) -> one);
      if (!same.equals(text) || !read(name).equals(text) || !isTaken(name)) {
        throw new AssertionError("%s is %s, as %s is".formatted(text, name, same));
      }
    }
  }

  /** As {@code Tags.validateString} has it, and the charset of {@code UniqueId}. */
  private static boolean isTaken(String name) {
    return !name.isEmpty()
        && StandardCharsets.ISO_8859_1.newEncoder().canEncode(name)
        && name.chars()
            .allMatch(
                character ->
                    Character.isLetter(character)
                        || (character >= '0' && character <= '9')
                        || "-_./".indexOf(character) >= 0);
  }

  @Test
  void aNameThatHbaseHasNoKeyForIsTooLong() {
    assertThat(TsdbNames.of("a".repeat(32_767))).hasSize(32_767);
    assertThatIllegalArgumentException().isThrownBy(() -> TsdbNames.of("a".repeat(32_768)));
    assertThatIllegalArgumentException().isThrownBy(() -> TsdbNames.of("北".repeat(5_000)));
  }

  private static JsonObject tags(String tags) {
    return TsdbNames.tags(
        Json.createReader(new StringReader("{\"source\":\"shop\",\"tags\":" + tags + "}"))
            .readObject());
  }

  private static String numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"t%d\":\"v%d\"".formatted(number, number))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void anEventsOwnTagOfTheNameOfOursIsAnother() {
    assertThat(tags("{\"source\":\"other\",\"x\":true}").toString())
        .isEqualTo("{\"source\":\"shop\",\"_x0073_ource\":\"other\",\"x\":\"true\"}");
  }

  @Test
  void asManyTagsAsItTakesAreTags() {
    assertThat(tags(numbered(7))).hasSize(8).containsKeys("source", "t0", "t6");
  }

  @Test
  void tagsThatAreTooManyAreOne() {
    JsonObject tags = tags(numbered(9));

    assertThat(tags).hasSize(8).containsKeys("source", "t0", "t5");
    assertThat(tags.getString("_x005F_more"))
        .isEqualTo("t6_x003D_v6_x002C_t7_x003D_v7_x002C_t8_x003D_v8");
  }

  @Test
  void tagsThatAreTooManyTellSeriesApart() {
    String same = numbered(8).replace("}", "");

    assertThat(
            List.of(
                tags(same + ",\"u\":\"a\"}"),
                tags(same + ",\"u\":\"b\"}"),
                tags(same + ",\"v\":\"a\"}"),
                tags(same + ",\"u\":\"a,v=b\"}"),
                tags(same + ",\"u\":\"a\",\"v\":\"b\"}"),
                tags(same + "}"),
                tags(same + ",\"_more\":\"a\"}")))
        .doesNotHaveDuplicates();
  }
}
