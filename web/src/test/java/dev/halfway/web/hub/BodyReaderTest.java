package dev.halfway.web.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The container may tell of more at any time, also while what came before is being taken. */
class BodyReaderTest {

  private final Queue<String> came = new ArrayDeque<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Taking taking = new Taking();
  private Runnable whenNothingIsThere = () -> {};
  private final BodyReader reader = new BodyReader(new Body(), taking, tasks::add);

  /** Has what has come, and nothing in between. */
  private final class Body extends ServletInputStream {
    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      if (!came.isEmpty()) {
        return true;
      }
      Runnable now = whenNothingIsThere;
      whenNothingIsThere = () -> {};
      now.run();
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new AssertionError();
    }

    @Override
    public int read() {
      throw new AssertionError();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (came.element().equals("broken")) {
        throw new IOException("broken");
      }
      byte[] next = came.remove().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(next, 0, buffer, offset, next.length);
      return next.length;
    }
  }

  private static final class Taking implements BodyReader.Taker {
    private final List<String> calls = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean ended;

    @Override
    public void take(byte[] buffer, int length) {
      Runnable now = meanwhile;
      meanwhile = () -> {};
      now.run();
      calls.add(new String(buffer, 0, length, StandardCharsets.US_ASCII));
    }

    @Override
    public void finish() {
      calls.add("finish");
      ended = true;
    }

    @Override
    public void fail(Exception why) {
      calls.add("fail " + why.getMessage());
      ended = true;
    }

    @Override
    public boolean isOver() {
      return ended;
    }
  }

  /** Is told of in the middle of it, and nobody else begins. */
  private Runnable alone(Runnable telling) {
    return () -> {
      telling.run();
      assertThat(tasks).as("threads beside this one").isEmpty();
    };
  }

  private void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void takesWhatComesWhenItComes() {
    came.add("a");
    reader.onDataAvailable();
    work();
    assertThat(taking.calls).containsExactly("a");

    came.add("b");
    came.add("c");
    reader.onDataAvailable();
    work();
    reader.onAllDataRead();
    work();

    assertThat(taking.calls).containsExactly("a", "b", "c", "finish");
  }

  @Test
  void oneThreadIsAtItThoughMoreIsToldOfTooEarly() {
    came.add("a");
    taking.meanwhile =
        alone(
            () -> {
              came.add("b");
              reader.onDataAvailable();
              reader.onDataAvailable();
            });

    reader.onDataAvailable();
    work();

    assertThat(taking.calls).containsExactly("a", "b");
  }

  @Test
  void whatIsToldWhileItLooksForTheLastTimeIsNotForgotten() {
    came.add("a");
    whenNothingIsThere =
        alone(
            () -> {
              came.add("b");
              reader.onDataAvailable();
            });

    reader.onDataAvailable();
    work();

    assertThat(taking.calls).containsExactly("a", "b");
  }

  @Test
  void theEndWaitsForWhatIsBeingTaken() {
    came.add("a");
    taking.meanwhile = alone(reader::onAllDataRead);

    reader.onDataAvailable();
    work();

    assertThat(taking.calls).containsExactly("a", "finish");
  }

  @Test
  void aLongBodyLetsOthersGoFirst() {
    for (int i = 0; i < 40; i++) {
      came.add("a");
    }
    reader.onDataAvailable();
    tasks.remove().run();

    assertThat(taking.calls).hasSizeBetween(1, 39);
    work();
    assertThat(taking.calls).hasSize(40);
  }

  @Test
  void whatBreaksEndsIt() {
    came.add("a");
    came.add("broken");
    came.add("b");
    reader.onDataAvailable();
    work();
    reader.onAllDataRead();
    work();

    assertThat(taking.calls).containsExactly("a", "fail broken");
  }
}
