package dev.halfway.web.hub;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) as it comes: the JDK's own stream waits for more where there is none yet.
 * Several members after one another are one text. Not thread-safe.
 */
final class Gunzip implements AutoCloseable {

  /** Who gets what was packed; the array is used again. */
  interface Receiver {
    void take(byte[] bytes, int length) throws IOException;
  }

  private static final int MAX_HEADER_LENGTH = 4 << 10;

  /** What a member is made of, in this order. */
  private enum Part {
    START(10),
    EXTRA_LENGTH(2),
    EXTRA(0),
    NAME(0),
    COMMENT(0),
    HEADER_CHECKSUM(2),
    BODY(0),
    TRAILER(8);

    /** Its bytes, where they are as many each time. */
    final int length;

    Part(int length) {
      this.length = length;
    }

    /** Whether a member with these flags has it. */
    boolean isIn(int flags) {
      return switch (this) {
        case EXTRA_LENGTH, EXTRA -> (flags & 4) != 0;
        case NAME -> (flags & 8) != 0;
        case COMMENT -> (flags & 16) != 0;
        case HEADER_CHECKSUM -> (flags & 2) != 0;
        case START, BODY, TRAILER -> true;
      };
    }
  }

  private final Receiver receiver;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] unpacked = new byte[16 << 10];

  /** The bytes of a part of known length. */
  private final byte[] field = new byte[Part.START.length];

  private Part part = Part.START;

  /** What this member still has. */
  private final Deque<Part> left = new ArrayDeque<>();

  /** Bytes that have come of this part. */
  private int count;

  /** Bytes that have come of this header. */
  private int header;

  private int extra;

  Gunzip(Receiver receiver) {
    this.receiver = receiver;
  }

  /** Takes what has come. */
  void take(byte[] bytes, int length) throws IOException {
    int used = 0;
    while (used < length) {
      if (part == Part.BODY) {
        used += body(bytes, used, length - used);
      } else {
        around(bytes[used++]);
      }
    }
  }

  private int body(byte[] bytes, int from, int length) throws IOException {
    inflater.setInput(bytes, from, length);
    try {
      int count;
      while ((count = inflater.inflate(unpacked)) > 0) {
        checksum.update(unpacked, 0, count);
        receiver.take(unpacked, count);
      }
    } catch (DataFormatException e) {
      throw new IOException("is no gzip: " + e.getMessage(), e);
    }
    if (inflater.needsDictionary()) {
      throw new IOException("is no gzip: it wants a dictionary");
    }
    if (inflater.finished()) {
      next();
    }
    return length - inflater.getRemaining();
  }

  /** A byte of a header or of a trailer. None is looked at twice. */
  private void around(byte octet) throws IOException {
    if (part != Part.TRAILER && ++header > MAX_HEADER_LENGTH) {
      throw new IOException("is no gzip: its header has no end");
    }
    count++;
    if (part.length > 0) {
      field[count - 1] = octet;
    }
    switch (part) {
      case NAME, COMMENT -> {
        if (octet == 0) {
          next();
        }
      }
      case EXTRA -> {
        if (count == extra) {
          next();
        }
      }
      default -> {
        if (count == part.length) {
          whole();
        }
      }
    }
  }

  /** A part of known length has come. */
  private void whole() throws IOException {
    switch (part) {
      case START -> {
        if ((field[0] & 0xff) != 0x1f || (field[1] & 0xff) != 0x8b || field[2] != 8) {
          throw new IOException("is no gzip");
        }
        int flags = field[3];
        Arrays.stream(Part.values())
            .filter(one -> one != Part.START && one.isIn(flags))
            .forEach(left::add);
      }
      case EXTRA_LENGTH -> {
        extra = (field[0] & 0xff) | (field[1] & 0xff) << 8;
        if (extra == 0) {
          left.remove();
        }
      }
      case TRAILER -> {
        check(field);
        inflater.reset();
        checksum.reset();
        header = 0;
      }
      default -> {}
    }
    next();
  }

  private void next() {
    part = left.isEmpty() ? Part.START : left.remove();
    count = 0;
  }

  private void check(byte[] trailer) throws IOException {
    if (number(trailer, 0) != checksum.getValue()
        || number(trailer, 4) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new IOException("is damaged gzip: its checksum is another one");
    }
  }

  private static long number(byte[] bytes, int at) {
    return (bytes[at] & 0xffL)
        | (bytes[at + 1] & 0xffL) << 8
        | (bytes[at + 2] & 0xffL) << 16
        | (bytes[at + 3] & 0xffL) << 24;
  }

  /** It has ended; fails where that is in the middle of something. */
  void finish() throws IOException {
    if (part != Part.START || count > 0) {
      throw new IOException("is no whole gzip: its end is missing");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
