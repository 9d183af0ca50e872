package dev.halfway.web.http;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemAnswer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept until it is complete. What is written once the request has become
 * asynchronous, such as server-sent events, goes out at once instead: whoever writes that sees to
 * it that nobody waits. Not thread-safe.
 */
final class GatheredAnswer extends HttpServletResponseWrapper {

  private final Room.Share room;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private boolean tooLarge;
  private volatile boolean passing;

  GatheredAnswer(HttpServletResponse response, Room.Share room) {
    super(response);
    this.room = room;
  }

  /** From now on what is written goes out. */
  void pass() {
    passing = true;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = passing ? super.getOutputStream() : new Kept();
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      if (passing) {
        writer = super.getWriter();
      } else {
        String charset = getCharacterEncoding();
        writer =
            new PrintWriter(
                new OutputStreamWriter(
                    getOutputStream(),
                    charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
      }
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (passing) {
      super.flushBuffer();
    } else if (writer != null) {
      writer.flush();
    }
  }

  @Override
  public void reset() {
    super.reset();
    resetBuffer();
  }

  @Override
  public void resetBuffer() {
    bytes.reset();
    tooLarge = false;
    stream = null;
    writer = null;
  }

  /** The server would answer by a page of its own, and wait for who reads it. */
  @Override
  public void sendError(int status) throws IOException {
    problem(Problem.ofStatus(status, null));
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    sendError(status);
  }

  /** Answers with a problem, whatever the answer was to be. */
  void problem(Problem problem) throws IOException {
    resetBuffer();
    ProblemAnswer.write(this, problem.toResponse());
  }

  /** What is to be sent. */
  byte[] complete() throws IOException {
    if (tooLarge) {
      reset();
      problem(Room.none(this, "the answer is too large at this time"));
    }
    if (writer != null) {
      writer.flush();
    }
    return bytes.toByteArray();
  }

  private final class Kept extends ServletOutputStream {

    @Override
    public void write(int octet) {
      if (hasRoom(1)) {
        bytes.write(octet);
      }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      if (hasRoom(length)) {
        bytes.write(octets, offset, length);
      }
    }

    private boolean hasRoom(int more) {
      tooLarge = tooLarge || !room.growTo((long) bytes.size() + more);
      return !tooLarge;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("what is written is kept, there is nothing to listen to");
    }
  }
}
