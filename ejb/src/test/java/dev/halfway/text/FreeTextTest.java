package dev.halfway.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your table is free",
        "See you \u2764\uFE0F",
        "\uD83D\uDC69\u200D\uD83D\uDCBB", // two emoji, joined
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
        "\u05E9\u05DC\u05D5\u05DD\u200F!",
        "1 \u00BD\u00A0kg",
        "\uF8FF", // somebody's own
      })
  void whatPeopleWriteIsAllowed(String text) {
    assertThat(FreeText.fault(text, false, 1, 255)).isEmpty();
    assertThat(FreeText.normal(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "a\u0007b",
        "a\u007Fb",
        "a\u0085b",
        "a\uD83Db",
        "a\uDE00b",
        "a\u202Eb",
        "a\u2066b",
        "a\uFFFEb",
        "a\uD83F\uDFFFb"
      })
  void whatControlsSomethingOrCannotBeStoredIsRefused(String text) {
    assertThat(FreeText.fault(text, false, 1, 255).orElseThrow()).startsWith("must not contain U+");
    assertThat(FreeText.fault(text, true, 1, 255).orElseThrow()).startsWith("must not contain U+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb"})
  void onlyATextOfSeveralLinesHasLines(String text) {
    assertThat(FreeText.fault(text, true, 1, 255)).isEmpty();
    assertThat(FreeText.fault(text, false, 1, 255).orElseThrow()).startsWith("must not contain U+");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "\u00A0a", "a\u3000"})
  void onlyATextOfSeveralLinesHasWhiteSpaceAtItsEnds(String text) {
    assertThat(FreeText.fault(text, true, 1, 255)).isEmpty();
    assertThat(FreeText.fault(text, false, 1, 255))
        .contains("must not begin or end with white space");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u3164",
        "\u2800",
        "\u200D",
        "\u034F",
        "\u115F",
        "\uFE0F",
        "\u0301",
        "\u200B\u200E"
      })
  void aTextHasSomethingToBeSeen(String text) {
    assertThat(FreeText.fault(text, false, 1, 255))
        .contains("must have a character that can be seen");
    assertThat(FreeText.fault(" \n" + text, true, 1, 255))
        .contains("must have a character that can be seen");
  }

  @Test
  void charactersAreCountedAsPeopleDoAndInTheNormalForm() {
    assertThat(FreeText.fault("", true, 0, 2)).isEmpty();
    assertThat(FreeText.fault("", true, 1, 2)).contains("must have 1 to 2 characters");
    assertThat(FreeText.fault("\uD83D\uDE00\uD83D\uDE00", true, 1, 2)).isEmpty();
    assertThat(FreeText.fault("e\u0301e\u0301", true, 1, 2)).isEmpty();
    assertThat(FreeText.fault("abc", true, 1, 2)).contains("must have 1 to 2 characters");
    assertThat(FreeText.normal("e\u0301")).isEqualTo("\u00E9");
  }
}
