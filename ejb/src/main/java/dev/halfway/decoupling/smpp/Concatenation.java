package dev.halfway.decoupling.smpp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where a segment belongs: part {@code number} (1 to {@code parts}) of the message {@code
 * reference} (23.040 §9.2.3.24.1, 8 bit reference).
 */
public record Concatenation(int reference, int parts, int number) {

  /** The user data header of a part: its own length, then one information element. */
  public static final int HEADER_OCTETS = 6;

  private static final byte IEI = 0x00;
  private static final byte IE_LENGTH = 3;

  public byte[] header() {
    return new byte[] {
      HEADER_OCTETS - 1, IEI, IE_LENGTH, (byte) reference, (byte) parts, (byte) number
    };
  }

  /** Reads a user data header; empty when it says nothing about concatenation. */
  public static Optional<Concatenation> read(ByteBuffer header) {
    while (header.remaining() >= 2) {
      byte iei = header.get();
      int length = header.get() & 0xff;
      if (length > header.remaining()) {
        throw new IllegalArgumentException("an information element longer than its header");
      }
      if (iei == IEI && length == IE_LENGTH) {
        return Optional.of(
                new Concatenation(header.get() & 0xff, header.get() & 0xff, header.get() & 0xff))
            .filter(Concatenation::isValid);
      }
      header.position(header.position() + length);
    }
    return Optional.empty();
  }

  /** §9.2.3.24.1: with a zero or a number beyond the last part, the element is to be ignored. */
  private boolean isValid() {
    return number >= 1 && number <= parts;
  }
}
