package dev.halfway.web.hub;

import dev.halfway.hub.Backlogged;
import dev.halfway.hub.Hub;
import dev.halfway.lifecycle.ManagedPools;
import dev.halfway.settings.ConfigRange;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.access.AccessRules.Need;
import dev.halfway.web.access.SameOrigin;
import dev.halfway.web.http.Ending;
import dev.halfway.web.http.NetworkFilter;
import dev.halfway.web.http.Timer;
import dev.halfway.web.input.Utf8Only;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemAnswer;
import dev.halfway.web.problems.ProblemException;
import dev.halfway.web.problems.Problems;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/hub/events}: events as they come, in lines or in an array, packed or not. See
 * {@link BodyReader} for how a body is read: no faster than its events are taken in.
 */
@WebServlet(
    value = "/api/hub/events",
    asyncSupported = true,
    loadOnStartup = 1,
    initParams = @WebInitParam(name = NetworkFilter.STREAMS, value = "true"))
public class EventsServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(EventsServlet.class);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Without a byte, then the body is given up. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "text/plain");

  /** Of bodies, at once. */
  private static final int READERS = 16;

  @Inject private transient Hub hub;
  @Inject private transient AccessRules rules;
  @Resource private transient ManagedThreadFactory threads;

  @Inject
  @ConfigProperty(name = "halfway.hub.max-line", defaultValue = "65536")
  private int longestLine;

  @Inject
  @ConfigProperty(name = "halfway.hub.max-body", defaultValue = "67108864")
  private long longestBody;

  private transient ExecutorService readers;
  private transient Timer timer;

  @SuppressWarnings("NullAway.Init") // The container calls init() before anything else.
  public EventsServlet() {}

  @Override
  public void init() {
    ConfigRange.check("halfway.hub.max-line", longestLine);
    ConfigRange.check("halfway.hub.max-body", longestBody);
    readers = ManagedPools.of(threads, "events", READERS);
    timer = Timer.start(threads, "events timer");
  }

  @Override
  public void destroy() {
    readers.shutdown();
    timer.stop();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EventsReading events;
    try {
      rules.require(request, Need.SEND);
      SameOrigin.require(request::getHeader);
      Utf8Only.require(request.getContentType());
      requireType(request.getContentType());
      EventsReading.checkAnnounced(longestBody, request.getContentLengthLong());
      events = new EventsReading(hub.open(), isPacked(request), longestLine, longestBody);
    } catch (Backlogged e) {
      ProblemAnswer.write(response, BackloggedProblem.of(e, 0).getResponse());
      return;
    } catch (RuntimeException e) {
      ProblemAnswer.write(response, Problems.of(e));
      return;
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    Reading reading = new Reading(request, async, events, timer);
    reading.watch();
    ServletInputStream body = request.getInputStream();
    body.setReadListener(new BodyReader(body, reading, readers));
  }

  private static void requireType(@Nullable String type) {
    String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (type != null && !TYPES.contains(plain)) {
      throw new ProblemException(
          Problem.ofStatus(415, "Content-Type: must be application/x-ndjson or application/json"));
    }
  }

  private static boolean isPacked(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return false;
    } else if (encoding.equalsIgnoreCase("gzip")) {
      return true;
    }
    throw new ProblemException(
        Problem.ofStatus(415, "Content-Encoding: must be gzip, or not be there"));
  }

  /** Takes the events of one body in, which waits for database and broker. */
  private static final class Reading implements BodyReader.Taker {

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

    Reading(HttpServletRequest request, AsyncContext async, EventsReading events, Timer timer) {
      this.request = request;
      this.async = async;
      this.events = events;
      this.timer = timer;
    }

    /** Looks from time to time whether more has come. */
    void watch() {
      var unused = timer.after(LOOK, this::look);
    }

    private void look() {
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
      if (now - heard > IDLE.toNanos()) {
        answer(late("nothing of the body came for %d seconds".formatted(IDLE.toSeconds())));
      } else if (now - began > LONGEST.toNanos()) {
        answer(late("the body did not come within %d minutes".formatted(LONGEST.toMinutes())));
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
}
