package dev.halfway.decoupling.smpp;

import java.nio.ByteBuffer;

/** How the text of a segment becomes octets (data_coding, SMPP 3.4 §5.2.19; 23.038 §6.2). */
public enum SmsAlphabet {
  /** Septets, one per octet; a segment alone holds 160, next to the header of a part 153. */
  GSM(0, 160, 153) {
    @Override
    int size(String text, int index) {
      return GsmAlphabet.septets(text.charAt(index));
    }

    @Override
    byte[] encode(String text) {
      return GsmAlphabet.encode(text);
    }

    @Override
    String decode(byte[] octets) {
      return GsmAlphabet.decode(octets);
    }
  },

  /** UTF-16 code units; a segment alone holds 70, next to the header of a part 67. */
  UCS2(8, 70, 67) {
    @Override
    int size(String text, int index) {
      return 1;
    }

    @Override
    byte[] encode(String text) {
      // Not String.getBytes: half a surrogate pair must come out as it went in.
      ByteBuffer octets = ByteBuffer.allocate(2 * text.length());
      text.chars().forEach(c -> octets.putChar((char) c));
      return octets.array();
    }

    @Override
    String decode(byte[] octets) {
      return ByteBuffer.wrap(octets).asCharBuffer().toString();
    }
  };

  final byte dataCoding;
  final int single;
  final int part;

  SmsAlphabet(int dataCoding, int single, int part) {
    this.dataCoding = (byte) dataCoding;
    this.single = single;
    this.part = part;
  }

  /** What the character at the index takes of the room of a segment. */
  abstract int size(String text, int index);

  abstract byte[] encode(String text);

  abstract String decode(byte[] octets);

  static SmsAlphabet of(String text) {
    return text.chars().allMatch(c -> GsmAlphabet.septets((char) c) > 0) ? GSM : UCS2;
  }

  /**
   * The alphabet of a data_coding.
   *
   * @throws IllegalArgumentException for one that this package does not write
   */
  static SmsAlphabet of(byte dataCoding) {
    return switch (dataCoding) {
      case 0 -> GSM;
      case 8 -> UCS2;
      default -> throw new IllegalArgumentException("data_coding " + dataCoding);
    };
  }
}
