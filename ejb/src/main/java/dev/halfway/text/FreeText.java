package dev.halfway.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.Optional;

/**
 * What people write to be read by people: one rule for all of it. It is stored in Unicode's form C,
 * and not changed otherwise.
 *
 * <p>Refused: what not every database can store (U+0000, half of a surrogate pair), control
 * characters, characters that turn the direction of a text, and a text of which nothing can be
 * seen. Joiners and variation selectors stay: emoji and many scripts are written with them.
 */
public final class FreeText {

  private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

  private static final UnicodeSet LINES =
      Characters.set(
          "[[\\n\\r\\t][[:^Cc:]&[:^Cs:]&[:^Noncharacter_Code_Point:]"
              + "-[\\u202A-\\u202E\\u2066-\\u2069]]]");

  private static final UnicodeSet ONE_LINE =
      new UnicodeSet(LINES).removeAll(Characters.set("[\\n\\r\\t[:Zl:][:Zp:]]")).freeze();

  private static final UnicodeSet SPACE = Characters.set("[:White_Space:]");

  private static final UnicodeSet INVISIBLE =
      new UnicodeSet(Characters.set("[[:M:][:Z:][:C:]-[:Co:]-[:Cn:]]"))
          .addAll(Characters.BLANK)
          .freeze();

  private FreeText() {}

  /** The form in which a text is stored. */
  public static String normal(String text) {
    return Characters.normal(COMPOSED, text);
  }

  /**
   * What is wrong with a text; empty where nothing is.
   *
   * @param lines whether it may have several lines, and white space at its ends
   * @param least characters, from 0
   * @param most characters
   */
  public static Optional<String> fault(String text, boolean lines, int least, int most) {
    String stored = normal(text);
    int count = Characters.count(stored);
    if (count < least || count > most) {
      return Optional.of("must have %d to %d characters".formatted(least, most));
    }
    if (count == 0) {
      return Optional.empty();
    }
    if (Characters.hasTooManyMarks(stored)) {
      return Optional.of(Characters.TOO_MANY_MARKS);
    }
    if (!lines
        && (SPACE.contains(stored.codePointAt(0))
            || SPACE.contains(stored.codePointBefore(stored.length())))) {
      return Optional.of("must not begin or end with white space");
    }
    return Characters.firstOutside(lines ? LINES : ONE_LINE, stored)
        .map("must not contain %s"::formatted)
        .or(
            () ->
                INVISIBLE.containsAll(stored)
                    ? Optional.of("must have a character that can be seen")
                    : Optional.empty());
  }
}
