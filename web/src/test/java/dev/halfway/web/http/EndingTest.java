package dev.halfway.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.web.testing.Requests;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a request is over, and whether its connection is of use afterwards. */
class EndingTest {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Out out = new Out();
  private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
  private final Timer timer = new Timer(threads);

  private final HttpServletRequest request =
      Requests.answering(
          HttpServletRequest.class,
          Map.of(
              "getMethod",
              arguments -> "PUT",
              "getAttribute",
              arguments -> (Runnable) () -> told.add("closed")));
  private final HttpServletResponse response =
      Requests.answering(
          HttpServletResponse.class,
          Map.of(
              "getStatus", arguments -> 413,
              "setContentLength", arguments -> null,
              "getOutputStream", arguments -> out,
              "setHeader", arguments -> told.add(arguments[0] + ": " + arguments[1])));
  private final AsyncContext async =
      Requests.answering(
          AsyncContext.class,
          Map.of(
              "getRequest",
              arguments -> request,
              "complete",
              arguments -> {
                told.add("complete");
                return null;
              }));

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Takes everything. */
  private static final class Out extends ServletOutputStream {
    private @Nullable WriteListener listener;

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener writer) {
      listener = writer;
    }

    @Override
    public void write(int octet) {
      // Read by nobody here.
    }

    void writes() throws IOException {
      Objects.requireNonNull(listener).onWritePossible();
    }
  }

  private Ending ending(boolean bodyComes) throws IOException {
    Ending ending = new Ending(async, bodyComes, timer, () -> told.add("over"));
    ending.send(request, response, new byte[10]);
    return ending;
  }

  @Test
  void anAnsweredRequestIsCompleteAndItsConnectionStays() throws IOException {
    Ending ending = ending(false);
    assertThat(ending.isComplete()).isFalse();

    out.writes();

    assertThat(told).containsExactly("complete", "over");
    assertThat(ending.isComplete()).isTrue();
  }

  @Test
  void whoSendsABodyThatNobodyReadsHasTheAnswerBeforeTheConnectionIsClosed() throws IOException {
    ending(true);
    out.writes();
    assertThat(told).containsExactly("Connection: close");

    await().until(() -> told.contains("over"));
    assertThat(told).containsExactly("Connection: close", "closed", "complete", "over");
  }

  @Test
  void whereTheRestHasComeNothingIsCut() throws IOException {
    Ending ending = ending(true);
    ending.drop(1_000);
    ending.bodyHasCome();
    assertThat(told).containsExactly("Connection: close");

    out.writes();

    assertThat(told).containsExactly("Connection: close", "complete", "over");
  }

  @Test
  void whoGoesOnSendingIsCutOff() throws IOException {
    Ending ending = ending(true);
    out.writes();

    for (int i = 0; i < 5; i++) {
      ending.drop(1 << 20);
    }

    assertThat(told).containsExactly("Connection: close", "closed", "complete", "over");
  }

  @Test
  void anAnswerThatIsGivenUpClosesTheConnectionOnce() throws IOException {
    Ending ending = ending(false);

    ending.cut();
    ending.cut();

    assertThat(told).containsExactly("closed", "complete", "over");
  }
}
