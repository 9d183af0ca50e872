package dev.halfway.web.http;

import dev.halfway.web.problems.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one request through the server: its body, the work, its answer. Thread-safe. */
final class Passage implements BodyGatherer.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Passage.class);

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final NetworkLimits limits;
  private final Timer timer;
  private final Room.Share bodyRoom;
  private final Room.Share answerRoom;
  private final GatheredAnswer answer;
  private final boolean hasBody;

  private volatile byte @Nullable [] body;

  /** While the body is gathered. */
  private @Nullable Gathering gathering;

  private record Gathering(AsyncContext async, BodyGatherer gatherer, Future<?> deadline) {}

  /**
   * A passage that begins.
   *
   * @param request and response as the server has made them
   */
  Passage(
      HttpServletRequest request,
      HttpServletResponse response,
      NetworkLimits limits,
      Room room,
      Timer timer) {
    this.request = request;
    this.response = response;
    this.limits = limits;
    this.timer = timer;
    this.bodyRoom = room.share();
    this.answerRoom = room.share();
    this.answer = new GatheredAnswer(response, answerRoom);
    this.hasBody = Framing.hasBody(request);
  }

  boolean hasBody() {
    return hasBody;
  }

  /** Has the body gathered; then the request is dispatched once more, to be worked on. */
  void gather() throws IOException {
    if (request.getContentLengthLong() > limits.maxBody()) {
      refuse(tooLarge());
      return;
    }
    BodyGatherer gatherer =
        new BodyGatherer(request.getInputStream(), limits.maxBody(), bodyRoom, this);
    synchronized (this) {
      gathering =
          new Gathering(startAsync(), gatherer, timer.after(limits.bodyTimeout(), this::late));
    }
    request.getInputStream().setReadListener(gatherer);
  }

  private AsyncContext startAsync() {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    return async;
  }

  private Problem tooLarge() {
    return Problem.bodyTooLarge("at most " + limits.maxBody() + " bytes are read");
  }

  /** The gathering, for the one who ends it. */
  private synchronized @Nullable Gathering endGathering() {
    Gathering ended = gathering;
    gathering = null;
    if (ended != null) {
      ended.deadline.cancel(false);
    }
    return ended;
  }

  @Override
  public void gathered(byte[] whole) {
    Gathering ended = endGathering();
    if (ended != null) {
      body = whole;
      ended.async.dispatch();
    }
  }

  @Override
  public void tooLong() {
    refuseAmid(tooLarge());
  }

  @Override
  public void noRoom() {
    refuseAmid(Room.none(response, "the server reads as many bodies as it can"));
  }

  private void late() {
    refuseAmid(
        Problem.ofStatus(
            408, "the body did not come within " + limits.bodyTimeout().toSeconds() + " seconds"));
  }

  @Override
  public void lost(Throwable why) {
    LOG.debug("A body has no end: {}", why.toString());
    Gathering ended = endGathering();
    if (ended != null) {
      over();
      ended.async.complete();
    }
  }

  private void refuseAmid(Problem problem) {
    Gathering ended = endGathering();
    if (ended == null) {
      return;
    }
    bodyRoom.close();
    Ending ending = new Ending(ended.async, true, timer, this::over);
    ended.gatherer.drop(ending);
    try {
      answer.problem(problem);
      ending.send(request, response, answer.complete());
    } catch (IOException e) {
      LOG.debug("Who has sent a body is gone", e);
      ending.cut();
    }
  }

  /** Answers without any work; what is still to come of the body is dropped. */
  void refuse(Problem problem) throws IOException {
    answer.problem(problem);
    send(startAsync());
  }

  /** Has the work done, and sends the answer unless somebody else does. */
  void work(HttpServletRequest asked, FilterChain chain) throws IOException, ServletException {
    WorkRequest work = new WorkRequest(asked, body, answer);
    AsyncContext begun = isFile(asked) ? startAsync() : null;
    try {
      chain.doFilter(work, answer);
    } catch (IOException | ServletException | RuntimeException e) {
      over();
      throw e;
    }
    bodyRoom.close();
    if (answer.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
      if (begun != null) {
        begun.complete();
      }
    } else if (!work.isAsynchronous()) {
      send(begun == null ? startAsync() : begun);
    }
  }

  /**
   * Whether the server's own servlet answers, by a file. It knows no asynchronous requests, so this
   * must have become one before.
   */
  private static boolean isFile(HttpServletRequest request) {
    return request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT;
  }

  private void send(AsyncContext async) throws IOException {
    byte[] bytes = answer.complete();
    boolean bodyComes = hasBody && body == null;
    Ending ending = new Ending(async, bodyComes, timer, this::over);
    if (bodyComes) {
      BodyGatherer rest = new BodyGatherer(request.getInputStream(), 0, bodyRoom, this);
      rest.drop(ending);
      request.getInputStream().setReadListener(rest);
    }
    ending.send(request, response, bytes);
  }

  private void over() {
    bodyRoom.close();
    answerRoom.close();
  }
}
