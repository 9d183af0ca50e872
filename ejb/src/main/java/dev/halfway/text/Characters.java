package dev.halfway.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSet.SpanCondition;
import java.util.Optional;

/**
 * Characters by what Unicode says of them.
 *
 * <p>ICU4J says it, not the JDK. The JDK does not tell which characters are ignorable and how
 * letters join. And each JDK knows another version of Unicode, so two nodes would judge a name
 * differently.
 */
public final class Characters {

  /** Nothing is seen of these: ignorable ones, and what only counts as a letter or symbol. */
  static final UnicodeSet BLANK =
      set(
          "[[:Default_Ignorable_Code_Point:]"
              + "\\u2800\\uFFFC\\U00013441\\U00013442\\U00016FE4\\U0001D159]");

  /** What {@link #hasTooManyMarks} says to people. */
  static final String TOO_MANY_MARKS = "must not have more than 30 marks on one character";

  /** More than any language needs: Unicode's Stream-Safe Text Format, UAX #15, 13. */
  private static final int MAX_MARKS = 30;

  private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

  private Characters() {}

  /** Those of a pattern, as {@link UnicodeSet} describes. */
  static UnicodeSet set(String pattern) {
    return new UnicodeSet(pattern).freeze();
  }

  /** The first character of a text that is not in a set, as {@code U+3164 HANGUL FILLER}. */
  static Optional<String> firstOutside(UnicodeSet set, String text) {
    int at = set.span(text, SpanCondition.SIMPLE);
    return at == text.length() ? Optional.empty() : Optional.of(nameOf(text.codePointAt(at)));
  }

  /** What people call a character. */
  static String nameOf(int character) {
    return "U+%04X %s".formatted(character, UCharacter.getExtendedName(character));
  }

  /** How many there are, as people count: one beyond the basic plane is one. */
  public static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Whether so many marks stand on one character that they are not put in order: that takes time
   * that grows with the square of their number.
   */
  static boolean hasTooManyMarks(String text) {
    int marks = 0;
    for (int at = 0; at < text.length() && marks <= MAX_MARKS; ) {
      int character = text.codePointAt(at);
      marks = DECOMPOSED.hasBoundaryBefore(character) ? 0 : marks + 1;
      at += Character.charCount(character);
    }
    return marks > MAX_MARKS;
  }

  /** A text in the form that a normalizer gives it; as it is where it has too many marks. */
  static String normal(Normalizer2 normalizer, String text) {
    return hasTooManyMarks(text) ? text : normalizer.normalize(text);
  }
}
