package dev.halfway.text;

import dev.halfway.testing.Growth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody calls something takes time as its length, whatever it is. */
class TextGrowthTest {

  private static final String SOUND_MARK = "\uFF9E"; // Halfwidth; the usual one is a mark.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        "\u3000",
        "\u0301",
        "\u0301\u0316",
        "\u0316\u0301",
        "a\u0301\u0316",
        SOUND_MARK + "\u0334",
        "\u200D",
        "\u0301\u200C",
        "\uD800",
        "\u1100\u1161\u11A8",
        "\uFDFA",
        "\n"
      })
  void aTextTakesTimeAsItsLength(String one) {
    Growth.assertLinear(1 << 13, length -> judging("a" + one.repeat(length / one.length())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0301\u0316", "\u0301\u0334", SOUND_MARK + "\u0334"})
  void marksInTheWrongOrderTakeTimeAsTheirNumber(String marks) {
    String first = marks.substring(0, 1);
    String second = marks.substring(1);
    Growth.assertLinear(
        1 << 13, length -> judging("a" + first.repeat(length / 2) + second.repeat(length / 2)));
  }

  private static Growth.Work judging(String text) {
    return () -> {
      Names.fault(text, Integer.MAX_VALUE);
      Names.remains(text);
      FreeText.fault(text, true, 0, Integer.MAX_VALUE);
      FreeText.fault(text, false, 0, Integer.MAX_VALUE);
      Causes.textOf(new IllegalStateException(text));
    };
  }
}
