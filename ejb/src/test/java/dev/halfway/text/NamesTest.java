package dev.halfway.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "Ada Lovelace",
        "saturday-48",
        "o'Brien; DROP TABLE",
        "O\u2019Brien",
        "Gr\u00FCner Tee \u2013 100 g",
        "<b>",
        "\u0152uvre",
        "\u674E\u5C0F\u9F8D", // Chinese
        "\u0418\u0432\u0430\u043D", // Russian
        "\u0645\u062D\u0645\u062F \u0639\u0644\u06CC", // Persian
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", // Persian, with a non-joiner
        "\u0DC1\u0DCA\u200D\u0DBB\u0DD3", // Sinhala, with a joiner
        "\u0915\u094D\u200C\u0937", // Hindi, with a non-joiner
        "\u0E19\u0E49\u0E33", // Thai
        "\uD55C\uAD6D", // Korean
        "\u05E9\u05DC\u05D5\u05DD", // Hebrew
        "\uD83D\uDE00", // an emoji
        "\u20AC 5",
      })
  void namesOfAllScriptsAreAllowed(String name) {
    assertThat(Names.fault(name, Names.LONGEST)).isEmpty();
    assertThat(Names.normal(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "U+0000 <control-0000>",
        "U+0009 <control-0009>",
        "U+000A <control-000A>",
        "U+0085 <control-0085>",
        "U+00AD SOFT HYPHEN",
        "U+034F COMBINING GRAPHEME JOINER",
        "U+0378 <unassigned-0378>",
        "U+061C ARABIC LETTER MARK",
        "U+0640 ARABIC TATWEEL",
        "U+115F HANGUL CHOSEONG FILLER",
        "U+1160 HANGUL JUNGSEONG FILLER",
        "U+17B4 KHMER VOWEL INHERENT AQ",
        "U+180E MONGOLIAN VOWEL SEPARATOR",
        "U+200B ZERO WIDTH SPACE",
        "U+200E LEFT-TO-RIGHT MARK",
        "U+2028 LINE SEPARATOR",
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+2060 WORD JOINER",
        "U+2066 LEFT-TO-RIGHT ISOLATE",
        "U+2800 BRAILLE PATTERN BLANK",
        "U+3164 HANGUL FILLER",
        "U+D83D <lead surrogate-D83D>",
        "U+DE00 <trail surrogate-DE00>",
        "U+E000 <private use area-E000>",
        "U+FE0F VARIATION SELECTOR-16",
        "U+FEFF ZERO WIDTH NO-BREAK SPACE",
        "U+FFF9 INTERLINEAR ANNOTATION ANCHOR",
        "U+FFFC OBJECT REPLACEMENT CHARACTER",
        "U+FFFD REPLACEMENT CHARACTER",
        "U+FFFF <noncharacter-FFFF>",
        "U+1D159 MUSICAL SYMBOL NULL NOTEHEAD",
        "U+E0041 TAG LATIN CAPITAL LETTER A",
        "U+E0100 VARIATION SELECTOR-17",
      })
  void whatControlsSomethingOrCannotBeSeenIsRefusedByItsName(String character) {
    int codePoint = Integer.parseInt(character, 2, character.indexOf(' '), 16);
    for (String name : List.of("a%sb", "%s", "\uD55C%s")) {
      assertThat(Names.fault(name.formatted(Character.toString(codePoint)), 64))
          .contains("must not contain " + character);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u200Db", // between letters that do not join
        "\u200D",
        "\u200Da",
        "a\u200D",
        "\uD83D\uDC69\u200D\uD83D\uDCBB", // two emoji
        "\u0645\u200D\u06CC", // letters that join anyway
        "\u062F\u200C\u0628", // the first joins with nothing behind it
        "\u0645\u200C",
        "\u200C\u0645",
        "\u0915\u200C\u0937",
      })
  void aJoinerStandsOnlyWhereItChangesHowLettersLook(String name) {
    assertThat(Names.fault(name, 64).orElseThrow())
        .endsWith("only where it changes how letters look");
  }

  @Test
  void aNonJoinerMayHaveMarksBesideIt() {
    assertThat(Names.fault("\u0645\u064E\u200C\u064E\u062E", 64)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0301", "\u0300\u0301"})
  void aNameHasSomethingToBeSeen(String name) {
    assertThat(Names.fault(name, 64)).contains("must have a character that can be seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", " ada", "ada ", "\u3000ada", "ada\u00A0", "ada\u2003"})
  void aNameDoesNotBeginOrEndWithWhiteSpace(String name) {
    assertThat(Names.fault(name, 64)).contains("must not begin or end with white space");
  }

  @Test
  void digitsOfTwoKindsThatLookAlikeAreNotMixed() {
    assertThat(Names.fault("\u0661\u0662", 64)).isEmpty();
    assertThat(Names.fault("\u06F1\u06F2", 64)).isEmpty();
    assertThat(Names.fault("\u0661\u06F2", 64).orElseThrow()).contains("Arabic-Indic");
  }

  @ParameterizedTest
  @CsvSource({
    "Jose\u0301, Jos\u00E9",
    "\u212Bngstrom, \u00C5ngstrom", // the unit's sign
    "\u1112\u1161\u11AB, \uD55C", // parts of Korean
    "\uFF21\uFF44\uFF41, Ada", // fullwidth
    "\uFF76\uFF9E, \u30AC", // halfwidth
    "Ada\u00A0Lovelace, Ada Lovelace",
    "Ada\u3000\u2003Lovelace, Ada Lovelace",
    "Ada  Lovelace, Ada Lovelace",
  })
  void whatLooksTheSameIsOneName(String name, String normal) {
    assertThat(Names.fault(name, 64)).isEmpty();
    assertThat(Names.normal(name)).isEqualTo(normal);
  }

  @Test
  void letterCaseIsKept() {
    assertThat(Names.normal("Ada")).isEqualTo("Ada");
    assertThat(Names.normal("ada")).isEqualTo("ada");
  }

  @Test
  void charactersAreCountedAsPeopleDoAndInTheNormalForm() {
    String length = "must have 1 to 64 characters";
    assertThat(Names.fault("", 64)).contains(length);
    assertThat(Names.fault("x".repeat(64), 64)).isEmpty();
    assertThat(Names.fault("x".repeat(65), 64)).contains(length);
    assertThat(Names.fault("\uD83D\uDE00".repeat(64), 64)).isEmpty();
    assertThat(Names.fault("\uD83D\uDE00".repeat(65), 64)).contains(length);
    assertThat(Names.fault("e\u0301".repeat(64), 64)).isEmpty();
  }

  /** What is refused of them is up to the rule; here that none slips through by its category. */
  @Test
  void noIgnorablePrivateOrUnassignedCharacterIsAllowed() {
    IntPredicate ignorable =
        character ->
            UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(
                    character ->
                        ignorable.test(character)
                            || !UCharacter.isDefined(character)
                            || UCharacter.getType(character) == UCharacter.PRIVATE_USE
                            || UCharacter.getType(character) == UCharacter.FORMAT
                            || UCharacter.isISOControl(character))
                .filter(
                    character -> Names.fault("a" + Character.toString(character), 64).isEmpty()))
        .isEmpty();
  }

  @Test
  void theNormalFormOfANormalFormIsTheSame() {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .filter(name -> !Names.normal(name).equals(Names.normal(Names.normal(name)))))
        .isEmpty();
  }
}
