package dev.halfway.decoupling.smpp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one submit_sm carries of a text.
 *
 * @param place where it belongs in a message of several parts; null for a message of one
 */
public record SmsSegment(SmsAlphabet alphabet, @Nullable Concatenation place, String text) {

  /** SMPP 3.4 §5.2.12: the short message starts with a user data header. */
  private static final byte UDHI = 0x40;

  public byte esmClass() {
    return place == null ? 0 : UDHI;
  }

  public byte dataCoding() {
    return alphabet.dataCoding;
  }

  /** The octets of short_message: the user data header of a part, then the text. */
  public byte[] shortMessage() {
    byte[] content = alphabet.encode(text);
    if (place == null) {
      return content;
    }
    return ByteBuffer.allocate(Concatenation.HEADER_OCTETS + content.length)
        .put(place.header())
        .put(content)
        .array();
  }

  /**
   * Reads a segment as it was submitted.
   *
   * @throws IllegalArgumentException when the alphabet is unknown or the header is malformed
   */
  public static SmsSegment read(byte esmClass, byte dataCoding, byte[] shortMessage) {
    ByteBuffer octets = ByteBuffer.wrap(shortMessage);
    Optional<Concatenation> place =
        (esmClass & UDHI) == 0 ? Optional.empty() : Concatenation.read(header(octets));
    byte[] content = new byte[octets.remaining()];
    octets.get(content);
    SmsAlphabet alphabet = SmsAlphabet.of(dataCoding);
    return new SmsSegment(alphabet, place.orElse(null), alphabet.decode(content));
  }

  private static ByteBuffer header(ByteBuffer octets) {
    int length = octets.hasRemaining() ? octets.get() & 0xff : 0;
    if (length > octets.remaining()) {
      throw new IllegalArgumentException("a user data header longer than the message");
    }
    ByteBuffer header = octets.slice(octets.position(), length);
    octets.position(octets.position() + length);
    return header;
  }
}
