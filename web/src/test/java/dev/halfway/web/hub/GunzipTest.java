package dev.halfway.web.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] text(int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    return bytes;
  }

  private static byte[] gunzip(byte[] packed, int step) throws IOException {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (Gunzip gunzip = new Gunzip((bytes, length) -> unpacked.write(bytes, 0, length))) {
      for (int from = 0; from < packed.length; from += step) {
        byte[] part = Arrays.copyOfRange(packed, from, Math.min(from + step, packed.length));
        gunzip.take(part, part.length);
      }
      gunzip.finish();
    }
    return unpacked.toByteArray();
  }

  private static byte[] concat(byte[]... all) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] one : all) {
      whole.writeBytes(one);
    }
    return whole.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1_000_000})
  void unpacksHoweverItComes(int step) throws IOException {
    byte[] text = text(100_000);
    assertThat(gunzip(gzip(text), step)).isEqualTo(text);
    assertThat(gunzip(gzip(new byte[0]), step)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1_000_000})
  void unpacksSeveralMembers(int step) throws IOException {
    assertThat(gunzip(concat(gzip(text(10)), gzip(text(0)), gzip(text(3000))), step))
        .isEqualTo(concat(text(10), text(3000)));
  }

  @Test
  void skipsWhatAHeaderMayHave() throws IOException {
    byte[] plain = gzip(text(50));
    byte[] header = concat(Arrays.copyOf(plain, 10), new byte[] {3, 0, 1, 2, 3});
    header[3] = 4 | 8 | 16 | 2;
    byte[] packed =
        concat(
            header,
            "name\0".getBytes(StandardCharsets.US_ASCII),
            "comment\0".getBytes(StandardCharsets.US_ASCII),
            new byte[] {9, 9},
            Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(gunzip(packed, 1)).isEqualTo(text(50));
  }

  @Test
  void refusesWhatIsNone() throws IOException {
    byte[] packed = gzip(text(1000));
    assertThatIOException()
        .isThrownBy(() -> gunzip("plain text".getBytes(StandardCharsets.US_ASCII), 3));
    assertThatIOException()
        .isThrownBy(() -> gunzip(Arrays.copyOf(packed, packed.length - 1), 100))
        .withMessageContaining("end is missing");
    assertThatIOException().isThrownBy(() -> gunzip(Arrays.copyOf(packed, 100), 100));
    assertThatIOException().isThrownBy(() -> gunzip(concat(packed, new byte[] {1}), 100));

    byte[] damaged = packed.clone();
    damaged[damaged.length - 6] ^= 1;
    assertThatIOException()
        .isThrownBy(() -> gunzip(damaged, 100))
        .withMessageContaining("checksum");

    byte[] endless = new byte[100_000];
    System.arraycopy(packed, 0, endless, 0, 10);
    endless[3] = 8;
    Arrays.fill(endless, 10, endless.length, (byte) 'x');
    assertThatIOException().isThrownBy(() -> gunzip(endless, 1000)).withMessageContaining("header");
  }
}
