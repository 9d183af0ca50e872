package dev.halfway.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What users, items, games, keys and all else that is looked up by its name may be called. A name
 * is stored and looked up in its normal form only: so a name is one name, however it is written.
 *
 * <p>Normal form: fullwidth and halfwidth characters become the usual ones, white space between
 * words becomes one space, and all of it Unicode's form C. Letter case is kept: there may be a user
 * {@code Ada} and a user {@code ada}.
 *
 * <p>Allowed: letters, marks, digits, punctuation and symbols of all scripts. Of what cannot be
 * seen only joiners are allowed, where they change how letters look. Letters of two alphabets that
 * look alike are still two letters.
 *
 * <p>This is a profile of the FreeformClass of PRECIS (RFC 8264). UsernameCasePreserved (RFC 8265)
 * maps the same way, but has no spaces, dashes or emoji, which names of items and people have. The
 * library rocks.xmpp:precis refuses all joiners, and takes invisible characters beyond the basic
 * plane for letters.
 */
public final class Names {

  /** Characters; columns have room for twice as many, as H2 counts one beyond the basic plane. */
  public static final int LONGEST = 64;

  private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();
  private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCInstance();

  private static final UnicodeSet OF_ANOTHER_WIDTH =
      Characters.set("[[:Decomposition_Type=Wide:][:Decomposition_Type=Narrow:]]");

  private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

  /**
   * What RFC 8264, 9.6 and 9.9, excludes: letters that only stretch others, or are parts of one.
   */
  private static final String FILLING =
      "\\u0640\\u07FA\\u302E\\u302F\\u3031-\\u3035\\u303B"
          + "\\u1100-\\u11FF\\uA960-\\uA97F\\uD7B0-\\uD7FF";

  private static final UnicodeSet VISIBLE =
      new UnicodeSet(Characters.set("[[:L:][:N:][:P:][:S:]-[\\uFFFD" + FILLING + "]]"))
          .removeAll(Characters.BLANK)
          .freeze();

  private static final UnicodeSet ALLOWED =
      new UnicodeSet(Characters.set("[[:M:]-[" + FILLING + "]]"))
          .removeAll(Characters.BLANK)
          .addAll(VISIBLE)
          .addAll(" \u200C\u200D")
          .freeze();

  private static final UnicodeSet ARABIC_DIGITS = Characters.set("[\\u0660-\\u0669]");
  private static final UnicodeSet PERSIAN_DIGITS = Characters.set("[\\u06F0-\\u06F9]");

  private Names() {}

  /** The form in which a name is stored and looked up, also of what is none. */
  public static String normal(String name) {
    StringBuilder usual = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            character -> {
              if (OF_ANOTHER_WIDTH.contains(character)) {
                usual.append(COMPATIBLE.getRawDecomposition(character));
              } else {
                usual.appendCodePoint(character);
              }
            });
    return Characters.normal(COMPOSED, SPACES.matcher(usual).replaceAll(" "));
  }

  /**
   * Why a text is no name; empty for one that is.
   *
   * @param most characters that it may have
   */
  public static Optional<String> fault(String text, int most) {
    String name = normal(text);
    int count = Characters.count(name);
    if (count == 0 || count > most) {
      return Optional.of("must have 1 to %d characters".formatted(most));
    }
    if (Characters.hasTooManyMarks(name)) {
      return Optional.of(Characters.TOO_MANY_MARKS);
    }
    if (name.startsWith(" ") || name.endsWith(" ")) {
      return Optional.of("must not begin or end with white space");
    }
    return Characters.firstOutside(ALLOWED, name)
        .map("must not contain %s"::formatted)
        .or(
            () ->
                Joiners.firstOutOfPlace(name)
                    .map("must have %s only where it changes how letters look"::formatted))
        .or(() -> faultOfTheWhole(name));
  }

  /** RFC 5892, appendix A.8 and A.9: some of these digits look alike. */
  private static Optional<String> faultOfTheWhole(String name) {
    if (VISIBLE.containsNone(name)) {
      return Optional.of("must have a character that can be seen");
    }
    return ARABIC_DIGITS.containsSome(name) && PERSIAN_DIGITS.containsSome(name)
        ? Optional.of("must not mix Arabic-Indic digits with extended ones")
        : Optional.empty();
  }

  /** What is left of a text without what a name may not have; may be empty, or no name still. */
  public static String remains(String text) {
    StringBuilder allowed = new StringBuilder();
    normal(text)
        .codePoints()
        .filter(character -> ALLOWED.contains(character) && !isJoiner(character))
        .forEach(allowed::appendCodePoint);
    return normal(allowed.toString()).strip();
  }

  private static boolean isJoiner(int character) {
    return character == 0x200C || character == 0x200D;
  }
}
