package dev.halfway.web.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a request, in which no thread waits for the network: its answer goes out, and then it
 * is complete. Where more of its body may come, that is dropped for a moment, so that who sends it
 * has the answer before the connection is closed. Thread-safe.
 */
public final class Ending {

  /**
   * The attribute of a request that has a {@link Runnable}, if the server can close a connection in
   * the middle of a request.
   */
  static final String CLOSE = Ending.class.getName() + ".close";

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  /** For an answer to be read. Who is slower gets a part of it. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final long MAX_DROPPED = 4 << 20;

  private final AsyncContext async;
  private final Runnable close;
  private final Timer timer;
  private final Runnable over;
  private @Nullable Future<?> deadline;
  private boolean bodyComes;
  private boolean answered;
  private boolean complete;
  private long dropped;

  /**
   * The end of a request that has become asynchronous.
   *
   * @param bodyComes whether more of the body may come, of which {@link #drop} and {@link
   *     #bodyHasCome} tell
   * @param over is called once the request is complete
   */
  public Ending(AsyncContext async, boolean bodyComes, Timer timer, Runnable over) {
    this.async = async;
    this.close =
        async.getRequest().getAttribute(CLOSE) instanceof Runnable given ? given : () -> {};
    this.bodyComes = bodyComes;
    this.timer = timer;
    this.over = over;
  }

  /** Sends the answer, whose status and headers are set. To be called once. */
  public void send(HttpServletRequest request, HttpServletResponse response, byte[] answer)
      throws IOException {
    boolean isHead = request.getMethod().equals("HEAD");
    synchronized (this) {
      if (bodyComes) {
        // Nobody reads the rest: the connection has no other use.
        response.setHeader("Connection", "close");
      }
      schedule(ANSWER_TIMEOUT);
    }
    if (!isHead && mayHaveContent(response.getStatus())) {
      response.setContentLength(answer.length);
    }
    response
        .getOutputStream()
        .setWriteListener(
            new AnswerWriter(
                response.getOutputStream(), isHead ? new byte[0] : answer, this::written));
  }

  private static boolean mayHaveContent(int status) {
    return status != HttpServletResponse.SC_NO_CONTENT
        && status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  private synchronized void written(@Nullable Throwable why) {
    answered = why == null;
    if (why != null || !bodyComes || dropped > MAX_DROPPED) {
      cut();
    } else {
      schedule(LINGER);
    }
  }

  /** So much more has come, and was dropped. */
  public synchronized void drop(int bytes) {
    dropped += bytes;
    if (answered && dropped > MAX_DROPPED) {
      cut();
    }
  }

  /** No more will come of the body. */
  public synchronized void bodyHasCome() {
    bodyComes = false;
    if (answered) {
      cut();
    }
  }

  /** Whether the request is complete. */
  public synchronized boolean isComplete() {
    return complete;
  }

  /** Completes the request as it is, which closes the connection where that is in the middle. */
  public synchronized void cut() {
    if (complete) {
      return;
    }
    complete = true;
    if (bodyComes || !answered) {
      close.run();
    }
    if (deadline != null) {
      deadline.cancel(false);
    }
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("The server has ended the request", e);
    }
    over.run();
  }

  private synchronized void schedule(Duration time) {
    if (complete) {
      return;
    }
    if (deadline != null) {
      deadline.cancel(false);
    }
    deadline = timer.after(time, this::cut);
  }
}
