package dev.halfway.web.hub;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int LONGEST_HEADER = 4 << 10;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final Receiver receiver;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] unpacked = new byte[16 << 10];

  /** What has come and could not be used yet, of a header or of a trailer. */
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

  private boolean inBody;

  Gunzip(Receiver receiver) {
    this.receiver = receiver;
  }

  /** Takes what has come. */
  void take(byte[] bytes, int length) throws IOException {
    int used = 0;
    while (used < length) {
      used += inBody ? body(bytes, used, length - used) : around(bytes, used, length - used);
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
    inBody = !inflater.finished();
    return length - inflater.getRemaining();
  }

  /** A trailer, where a member has come, and a header. Byte by byte: both are short. */
  private int around(byte[] bytes, int from, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      rest.write(bytes[from + i]);
      if (inflater.finished()) {
        if (rest.size() == TRAILER) {
          check(rest.toByteArray());
          inflater.reset();
          checksum.reset();
          rest.reset();
        }
      } else if (isHeader(rest.toByteArray())) {
        inBody = true;
        rest.reset();
        return i + 1;
      } else if (rest.size() > LONGEST_HEADER) {
        throw new IOException("is no gzip: its header has no end");
      }
    }
    return length;
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

  /** Whether it is a whole header. */
  private static boolean isHeader(byte[] bytes) throws IOException {
    if (bytes.length < FIXED_HEADER) {
      return false;
    }
    if ((bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b || bytes[2] != 8) {
      throw new IOException("is no gzip");
    }
    int flags = bytes[3];
    ByteArrayInputStream left =
        new ByteArrayInputStream(bytes, FIXED_HEADER, bytes.length - FIXED_HEADER);
    if ((flags & EXTRA) != 0) {
      int low = left.read();
      int high = left.read();
      if (high < 0 || left.skip(low | high << 8) < (low | high << 8)) {
        return false;
      }
    }
    return ((flags & NAME) == 0 || hasText(left))
        && ((flags & COMMENT) == 0 || hasText(left))
        && ((flags & HEADER_CHECKSUM) == 0 || left.skip(2) == 2);
  }

  private static boolean hasText(ByteArrayInputStream left) {
    int octet = left.read();
    while (octet > 0) {
      octet = left.read();
    }
    return octet == 0;
  }

  /** It has ended; fails where that is in the middle of something. */
  void finish() throws IOException {
    if (inBody || inflater.finished() || rest.size() > 0) {
      throw new IOException("is no whole gzip: its end is missing");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
