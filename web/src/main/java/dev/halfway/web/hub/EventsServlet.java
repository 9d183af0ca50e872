package dev.halfway.web.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.hub.Backlogged;
import dev.halfway.hub.Hub;
import dev.halfway.shared.ConfigRange;
import dev.halfway.shared.ManagedPools;
import dev.halfway.web.shared.AccessRules;
import dev.halfway.web.shared.AccessRules.Need;
import dev.halfway.web.shared.BrokerProblems;
import dev.halfway.web.shared.OutageProblems;
import dev.halfway.web.shared.Problem;
import dev.halfway.web.shared.ProblemAnswer;
import dev.halfway.web.shared.ProblemException;
import dev.halfway.web.shared.SameOrigin;
import dev.halfway.web.shared.StrictJson;
import dev.halfway.web.shared.Utf8Only;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/hub/events}: events as they come, in lines or in an array, packed or not. See
 * {@link BodyReader} for how a body is read: no faster than its events are taken in.
 */
@WebServlet(value = "/api/hub/events", asyncSupported = true, loadOnStartup = 1)
public class EventsServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(EventsServlet.class);
  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final Duration LONGEST = Duration.ofMinutes(10);
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

  @SuppressWarnings("NullAway.Init") // The container calls init() before anything else.
  public EventsServlet() {}

  @Override
  public void init() {
    ConfigRange.check("halfway.hub.max-line", longestLine, 256, 1 << 20);
    ConfigRange.check("halfway.hub.max-body", longestBody, 1L << 10, 1L << 40);
    readers = ManagedPools.of(threads, "events", READERS);
  }

  @Override
  public void destroy() {
    readers.shutdown();
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
      events = new EventsReading(hub.open(), isPacked(request), longestLine, longestBody);
    } catch (Backlogged e) {
      ProblemAnswer.write(response, BackloggedProblem.of(e, 0).getResponse());
      return;
    } catch (RuntimeException e) {
      ProblemAnswer.write(response, problem(e));
      return;
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(LONGEST.toMillis());
    Reading reading = new Reading(async, events);
    async.addListener(reading);
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

  private static Response problem(RuntimeException e) {
    if (e instanceof ProblemException problem) {
      return problem.getResponse();
    } else if (e instanceof JMSRuntimeException broker) {
      return new BrokerProblems().toResponse(broker);
    }
    return new OutageProblems()
        .toResponse(e instanceof EJBException bean ? bean : new EJBException(e));
  }

  /** Takes the events of one body in, which waits for database and broker. */
  private static final class Reading implements BodyReader.Taker, AsyncListener {

    private final AsyncContext async;
    private final EventsReading events;
    private final AtomicBoolean ended = new AtomicBoolean();

    Reading(AsyncContext async, EventsReading events) {
      this.async = async;
      this.events = events;
    }

    @Override
    public void take(byte[] buffer, int length) {
      events.take(buffer, length);
    }

    @Override
    public boolean isEnded() {
      return ended.get();
    }

    @Override
    public void finish() {
      answer(Response.accepted(events.finish()).build());
    }

    private void answer(Response answer) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      try {
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        if (answer.getEntity() instanceof Problem) {
          ProblemAnswer.write(response, answer);
        } else {
          response.setStatus(answer.getStatus());
          response.setContentType("application/json");
          response.getOutputStream().write(JSON.writeValueAsBytes(answer.getEntity()));
        }
      } catch (IOException e) {
        LOG.debug("who sent events is gone before the answer", e);
      } finally {
        end();
      }
    }

    private void end() {
      events.close();
      async.complete();
    }

    @Override
    public void fail(Exception why) {
      if (why instanceof RuntimeException refused) {
        answer(problem(refused));
      } else {
        giveUp(why);
      }
    }

    /** Whoever sent them is gone. What was accepted stays so. */
    private void giveUp(Throwable why) {
      LOG.debug("events have no end", why);
      if (ended.compareAndSet(false, true)) {
        end();
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      answer(
          Problem.ofStatus(408, "the body did not come within " + LONGEST.toMinutes() + " minutes")
              .toResponse());
    }

    @Override
    public void onError(AsyncEvent event) {
      giveUp(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      // Done by then.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // There is one start.
    }
  }
}
