package dev.halfway.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The container is ready for one piece at a time, and for no more than it says. */
class AnswerWriterTest {

  private final byte[] answer = "a".repeat(40_000).getBytes(StandardCharsets.UTF_8);
  private final List<@Nullable Throwable> ends = new ArrayList<>();
  private final Out out = new Out();
  private final AnswerWriter writer = new AnswerWriter(out, answer, ends::add);

  private static final class Out extends ServletOutputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private int flushed;
    private int ready;

    @Override
    public boolean isReady() {
      return ready > 0;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new AssertionError();
    }

    @Override
    public void write(int octet) {
      throw new AssertionError("octet by octet");
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      assertThat(ready).isPositive();
      ready--;
      read.write(octets, offset, length);
    }

    @Override
    public void flush() {
      assertThat(ready).isPositive();
      ready--;
      flushed = read.size();
    }
  }

  @Test
  void writesNoMoreThanIsRead() throws IOException {
    out.ready = 1;
    writer.onWritePossible();

    assertThat(out.read.size()).isBetween(1, answer.length - 1);
    assertThat(ends).isEmpty();
  }

  @Test
  void endsWhenAllOfItHasLeft() throws IOException {
    for (int i = 0; i < 10 && out.flushed < answer.length; i++) {
      out.ready = 1;
      writer.onWritePossible();
    }
    assertThat(out.read.toByteArray()).isEqualTo(answer);
    assertThat(ends).as("while the last piece is with the container").isEmpty();

    out.ready = 1;
    writer.onWritePossible();
    writer.onWritePossible();

    assertThat(ends).hasSize(1).containsOnlyNulls();
  }

  @Test
  void endsOnceWhereWhoReadsIsGone() throws IOException {
    IOException gone = new IOException("gone");
    writer.onError(gone);
    out.ready = 10;
    writer.onWritePossible();
    writer.onError(gone);

    assertThat(ends).containsExactly(gone);
    assertThat(out.read.size()).isZero();
  }
}
