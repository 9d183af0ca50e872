package dev.halfway.web.hub;

import dev.halfway.web.http.Ending;
import dev.halfway.web.http.Timer;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemAnswer;
import dev.halfway.web.problems.Problems;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the events of one body in, which waits for database and broker. */
final class EventsUpload implements BodyReader.Taker {

  private static final Logger LOG = LoggerFactory.getLogger(EventsUpload.class);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Without a byte for this time, the body is given up. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final HttpServletRequest request;
  private final AsyncContext async;
  private final EventsReading events;
  private final Timer timer;
  private final long began = System.nanoTime();
  private volatile long heard = began;

  /** Held by who is at the events. */
  private final Lock busy = new ReentrantLock();

  private volatile boolean all;
  private volatile @Nullable Ending ending;

  EventsUpload(HttpServletRequest request, AsyncContext async, EventsReading events, Timer timer) {
    this.request = request;
    this.async = async;
    this.events = events;
    this.timer = timer;
  }

  /** Checks from time to time whether more has come. */
  void watch() {
    var unused = timer.after(CHECK_INTERVAL, this::check);
  }

  private void check() {
    if (!busy.tryLock()) {
      heard = System.nanoTime();
    } else {
      try {
        giveUpIfLate();
      } finally {
        busy.unlock();
      }
    }
    if (ending == null) {
      watch();
    }
  }

  private void giveUpIfLate() {
    long now = System.nanoTime();
    if (now - heard > IDLE_TIMEOUT.toNanos()) {
      answer(late("nothing of the body came for %d seconds".formatted(IDLE_TIMEOUT.toSeconds())));
    } else if (now - began > TIMEOUT.toNanos()) {
      answer(late("the body did not come within %d minutes".formatted(TIMEOUT.toMinutes())));
    }
  }

  private Response late(String why) {
    return Problem.ofStatus(
            408, "%s; the first %d events were accepted".formatted(why, events.accepted()))
        .toResponse();
  }

  @Override
  public void take(byte[] buffer, int length) {
    heard = System.nanoTime();
    busy.lock();
    try {
      Ending end = ending;
      if (end == null) {
        events.take(buffer, length);
      } else {
        end.drop(length);
      }
    } finally {
      busy.unlock();
    }
  }

  @Override
  public boolean isOver() {
    Ending end = ending;
    return end != null && end.isComplete();
  }

  @Override
  public void finish() {
    all = true;
    busy.lock();
    try {
      Ending end = ending;
      if (end == null) {
        answer(Response.accepted(events.finish()).build());
      } else {
        end.bodyHasCome();
      }
    } finally {
      busy.unlock();
    }
  }

  /** Whoever sent them may be gone. What was accepted stays so. */
  @Override
  public void fail(Exception why) {
    busy.lock();
    try {
      Ending end = ending;
      if (end != null) {
        end.cut();
      } else if (why instanceof RuntimeException refused) {
        answer(Problems.of(refused));
      } else {
        LOG.debug("Events have no end: {}", why.toString());
        end().cut();
      }
    } finally {
      busy.unlock();
    }
  }

  private Ending end() {
    Ending end = new Ending(async, !all, timer, events::close);
    ending = end;
    return end;
  }

  private void answer(Response answer) {
    Ending end = end();
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    try {
      end.send(request, response, ProblemAnswer.prepare(response, answer));
    } catch (IOException e) {
      LOG.debug("Who sent events is gone before the answer", e);
      end.cut();
    }
  }
}
