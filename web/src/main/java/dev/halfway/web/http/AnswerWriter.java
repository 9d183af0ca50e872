package dev.halfway.web.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as fast as it is read, and without a thread that waits for it. The container
 * calls one method at a time.
 */
final class AnswerWriter implements WriteListener {

  /** So much is with the container at a time, whatever becomes of who reads it. */
  private static final int PIECE = 16 << 10;

  private final ServletOutputStream out;
  private final Consumer<@Nullable Throwable> end;
  private byte[] answer;
  private int written;
  private boolean flushed;
  private boolean ended;

  /**
   * A writer of one answer.
   *
   * @param end is told once when all is written, or why it cannot be
   */
  AnswerWriter(ServletOutputStream out, byte[] answer, Consumer<@Nullable Throwable> end) {
    this.out = out;
    this.answer = answer;
    this.end = end;
  }

  @Override
  public void onWritePossible() throws IOException {
    while (!ended && out.isReady()) {
      if (written == answer.length) {
        if (flushed) {
          end(null);
          return;
        }
        flushed = true;
        out.flush();
        continue;
      }
      int length = Math.min(PIECE, answer.length - written);
      out.write(answer, written, length);
      written += length;
    }
  }

  @Override
  public void onError(Throwable why) {
    end(why);
  }

  private void end(@Nullable Throwable why) {
    if (!ended) {
      ended = true;
      answer = new byte[0];
      end.accept(why);
    }
  }
}
