package dev.halfway.decoupling.smpp;

import java.io.ByteArrayOutputStream;

/**
 * The GSM 7 bit default alphabet (23.038 §6.2.1) and its extension table (§6.2.1.1).
 *
 * <p>One septet per octet: over SMPP, data_coding 0 is not packed.
 */
final class GsmAlphabet {

  private static final char ESCAPE = '\u001b';

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ"
          + " !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
          + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final byte[] EXTENDED_CODES = {
    0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65
  };

  private GsmAlphabet() {}

  /** The septets the character takes: 1, 2 with the escape, or 0 when it is not in the alphabet. */
  static int septets(char c) {
    if (c == ESCAPE) {
      // The escape is a code of the table, but not a character anybody can send.
      return 0;
    }
    if (BASIC.indexOf(c) >= 0) {
      return 1;
    }
    return EXTENDED.indexOf(c) >= 0 ? 2 : 0;
  }

  static byte[] encode(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    text.chars().forEach(c -> encode((char) c, octets));
    return octets.toByteArray();
  }

  private static void encode(char c, ByteArrayOutputStream octets) {
    switch (septets(c)) {
      case 1 -> octets.write(BASIC.indexOf(c));
      case 2 -> {
        octets.write(ESCAPE);
        octets.write(EXTENDED_CODES[EXTENDED.indexOf(c)]);
      }
      default -> throw new IllegalArgumentException("not in the GSM alphabet");
    }
  }

  static String decode(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      char c = BASIC.charAt(octets[i] & 0x7f);
      if (c == ESCAPE) {
        i++;
        // §6.2.1: a lone escape shows as a space.
        c = i < octets.length ? extended(octets[i]) : ' ';
      }
      text.append(c);
    }
    return text.toString();
  }

  private static char extended(byte code) {
    for (int i = 0; i < EXTENDED_CODES.length; i++) {
      if (EXTENDED_CODES[i] == code) {
        return EXTENDED.charAt(i);
      }
    }
    // §6.2.1.1: a code the extension table lacks shows as the basic character at its place.
    char basic = BASIC.charAt(code & 0x7f);
    return basic == ESCAPE ? ' ' : basic;
  }
}
