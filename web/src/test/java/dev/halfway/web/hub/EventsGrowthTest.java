package dev.halfway.web.hub;

import dev.halfway.web.Growth;
import dev.halfway.web.hub.EventParser.NoEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sends to the hub takes time as its length, whatever it is. */
class EventsGrowthTest {

  private static final String EVENT =
      "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"web-1\",\"message\":\"hello\"}\n";

  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private static byte[] emptyMember() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] memberWithHeader(int length, int flag) {
    byte[] plain = emptyMember();
    byte[] header = Arrays.copyOf(plain, length);
    Arrays.fill(header, 10, length - 1, (byte) 'n');
    header[3] = (byte) flag;
    byte[] member = Arrays.copyOf(header, length + plain.length - 10);
    System.arraycopy(plain, 10, member, length, plain.length - 10);
    return member;
  }

  private static byte[] repeated(byte[] one, int length) {
    byte[] all = new byte[length / one.length * one.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[i % one.length];
    }
    return all;
  }

  private static void gunzip(byte[] packed, boolean whole) throws IOException {
    byte[] buffer = new byte[16 << 10];
    try (Gunzip gunzip = new Gunzip((bytes, length) -> {})) {
      for (int from = 0; from < packed.length; from += buffer.length) {
        int length = Math.min(buffer.length, packed.length - from);
        System.arraycopy(packed, from, buffer, 0, length);
        gunzip.take(buffer, length);
      }
      if (whole) {
        gunzip.finish();
      }
    }
  }

  /** The same bytes in fewer members: what takes longer looks at bytes again. */
  @ParameterizedTest
  @ValueSource(ints = {NAME, COMMENT})
  void aHeaderTakesTimeAsItsLength(int flag) {
    Growth.assertLinear(
        1_000,
        length -> {
          byte[] packed = repeated(memberWithHeader(length, flag), 200 * length);
          return () -> gunzip(packed, true);
        });
  }

  @Test
  void membersTakeTimeAsTheirNumber() {
    Growth.assertLinear(
        50_000,
        length -> {
          byte[] packed = repeated(emptyMember(), length);
          return () -> gunzip(packed, true);
        });
  }

  /** Blocks of which nothing comes: only the bytes as sent bound them. */
  @Test
  void blocksOfNothingTakeTimeAsTheirNumber() {
    byte[] block = {0, 0, 0, (byte) 0xff, (byte) 0xff};
    Growth.assertLinear(
        1 << 20,
        length -> {
          byte[] packed = Arrays.copyOf(emptyMember(), length);
          System.arraycopy(repeated(block, length - 10), 0, packed, 10, (length - 10) / 5 * 5);
          return () -> gunzip(packed, false);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n", " ", "x", "x\n", "{}\n", "{a}\n", "[", "[,", "\"", "[\"\\", "]", "\uFEFF", EVENT
      })
  void aBodyTakesTimeAsItsLength(String one) {
    Growth.assertLinear(
        1 << 13,
        length -> {
          byte[] body = repeated(one.getBytes(StandardCharsets.UTF_8), length);
          return () -> {
            EventSplitter splitter = new EventSplitter(1 << 15, new Parsing());
            splitter.take(body, body.length);
            splitter.finish();
          };
        });
  }

  private static final class Parsing implements EventSplitter.Receiver {
    @Override
    public void piece(long number, byte[] piece) {
      try {
        EventParser.parse(piece);
      } catch (NoEvent e) {
        // It takes its time as well.
      }
    }

    @Override
    public void broken(long number, String why) {}
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":\"%s\"",
        "\"at\":\"%s\"",
        "\"at\":\"2026-11-22T10:15:30.%s\"",
        "\"source\":\"%s\"",
        "\"message\":\"%s\"",
        "\"%s\":1",
        "\"n\":%s",
        "\"n\":1e-%s",
        "%s",
        "\"n\":[%s",
      })
  void aFieldTakesTimeAsItsLength(String field) {
    for (String one :
        new String[] {"1", "\\u00e9", "\\ud83d\\ude00", "é", "\\\\", " ", "\r\n", "["}) {
      Growth.assertLinear(
          1 << 17, length -> parsing("{" + field.formatted(one.repeat(length)) + "}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"n%d\":1", "\"n%d\":{}", "\"n%d\":\"x\"", "\"n%d\":1e-300", "\"n%d\":-0.%1$d"})
  void manyFieldsTakeTimeAsTheirNumber(String field) {
    Growth.assertLinear(
        1 << 11,
        count ->
            parsing(
                IntStream.range(0, count)
                    .mapToObj(field::formatted)
                    .collect(Collectors.joining(",", "{\"metrics\":{", "}}"))));
  }

  /** A number that nobody can write out. */
  @ParameterizedTest
  @ValueSource(strings = {"1e%d", "-1e%d", "1e-%d", "0e%d", "0.0e-%d"})
  void anExponentTakesNoTimeForItsSize(String number) {
    Growth.assertLinear(
        100_000_000,
        exponent ->
            parsing(
                ("{\"n\":[" + (number + ",").repeat(500) + "0]}").replace("%d", "" + exponent)));
  }

  private static Growth.Work parsing(String event) {
    byte[] utf8 = event.getBytes(StandardCharsets.UTF_8);
    return () -> {
      try {
        EventParser.parse(utf8);
      } catch (NoEvent e) {
        // It takes its time as well.
      }
    };
  }
}
