package dev.halfway.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UProperty;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Joiner and non-joiner, which cannot be seen themselves: they stand only where they change what
 * letters look like, as RFC 5892, appendix A.1 and A.2, has it. Persian and the scripts of India
 * are written with them.
 */
final class Joiners {

  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int VIRAMA = 9;
  private static final int NONE = -1;

  private Joiners() {}

  /** The first one that is out of place. */
  static Optional<String> firstOutOfPlace(String text) {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if ((character == JOINER || character == NON_JOINER) && !isInPlace(text, at)) {
        return Optional.of(Characters.nameOf(character));
      }
    }
    return Optional.empty();
  }

  private static boolean isInPlace(String text, int at) {
    if (at > 0 && UCharacter.getCombiningClass(text.codePointBefore(at)) == VIRAMA) {
      return true;
    }
    return text.charAt(at) == NON_JOINER
        && joins(before(text, at), JoiningType.LEFT_JOINING)
        && joins(after(text, at), JoiningType.RIGHT_JOINING);
  }

  private static boolean joins(int letter, int side) {
    int type = joiningType(letter);
    return type == side || type == JoiningType.DUAL_JOINING;
  }

  private static int joiningType(int letter) {
    return letter == NONE
        ? JoiningType.NON_JOINING
        : UCharacter.getIntPropertyValue(letter, UProperty.JOINING_TYPE);
  }

  /** The letter before, marks left out. */
  private static int before(String text, int at) {
    return letter(at, i -> i == 0 ? NONE : text.codePointBefore(i), -1);
  }

  /** The letter behind, marks left out. */
  private static int after(String text, int at) {
    return letter(at + 1, i -> i == text.length() ? NONE : text.codePointAt(i), 1);
  }

  private static int letter(int from, IntUnaryOperator characterAt, int direction) {
    int at = from;
    int character = characterAt.applyAsInt(at);
    while (character != NONE && joiningType(character) == JoiningType.TRANSPARENT) {
      at += direction * Character.charCount(character);
      character = characterAt.applyAsInt(at);
    }
    return character;
  }
}
