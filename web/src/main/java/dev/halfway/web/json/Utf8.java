package dev.halfway.web.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads text that comes as bytes: UTF-8 and nothing else. Never guesses, never replaces. What Java
 * itself refuses is refused: overlong forms, encoded surrogates, what is beyond U+10FFFF, a
 * character that is cut off.
 */
public final class Utf8 {

  private Utf8() {}

  /** Bytes that are no UTF-8; the message says which is the first one. */
  public static final class NotUtf8 extends CharacterCodingException {
    private static final long serialVersionUID = 1;

    private final int octet;

    NotUtf8(int octet) {
      this.octet = octet;
    }

    @Override
    public String getMessage() {
      return "is not UTF-8 at byte " + octet;
    }
  }

  /** The text; a byte order mark is a character of it. */
  public static String decode(byte[] bytes) throws NotUtf8 {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    // No character takes fewer bytes than it has places in a text.
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(from, text, true);
    if (result.isError()) {
      throw new NotUtf8(from.position() + 1);
    }
    return text.flip().toString();
  }

  /** Whether a text can be written as UTF-8: it has no half of a character. */
  public static boolean isWhole(CharSequence text) {
    return text.codePoints()
        .noneMatch(one -> one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE);
  }
}
