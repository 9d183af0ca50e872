package dev.halfway.web.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.hub.Backlogged;
import dev.halfway.hub.Hub;
import dev.halfway.shared.ConfigRange;
import dev.halfway.web.shared.AccessRules;
import dev.halfway.web.shared.AccessRules.Need;
import dev.halfway.web.shared.BrokerProblems;
import dev.halfway.web.shared.OutageProblems;
import dev.halfway.web.shared.Problem;
import dev.halfway.web.shared.ProblemAnswer;
import dev.halfway.web.shared.ProblemException;
import dev.halfway.web.shared.SameOrigin;
import dev.halfway.web.shared.StrictJson;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/hub/events}: events as they come, in lines or in an array, packed or not. A body
 * is read without a thread waiting for it (Servlet 6.0, 3.7), and no faster than its events are
 * taken in.
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

  @Inject private transient Hub hub;
  @Inject private transient AccessRules rules;
  @Resource private transient ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "halfway.hub.max-line", defaultValue = "65536")
  private int longestLine;

  @Inject
  @ConfigProperty(name = "halfway.hub.max-body", defaultValue = "67108864")
  private long longestBody;

  @Override
  public void init() {
    ConfigRange.check("halfway.hub.max-line", longestLine, 256, 1 << 20);
    ConfigRange.check("halfway.hub.max-body", longestBody, 1L << 10, 1L << 40);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EventsReading events;
    try {
      rules.require(request, Need.SEND);
      SameOrigin.require(request::getHeader);
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
    Reading reading = new Reading(async, request.getInputStream(), events);
    async.addListener(reading);
    request.getInputStream().setReadListener(reading);
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

  /**
   * Reads one body. What takes events in waits for database and broker, so it has other threads.
   */
  private final class Reading implements ReadListener, AsyncListener {

    private static final int BUFFER = 16 << 10;

    /** After so many it lets others go first. */
    private static final int BUFFERS = 16;

    private final AsyncContext async;
    private final ServletInputStream body;
    private final EventsReading events;
    private final byte[] buffer = new byte[BUFFER];
    private final AtomicBoolean ended = new AtomicBoolean();

    /** How often somebody has told that it is worth looking, since a thread looks. */
    private final AtomicInteger told = new AtomicInteger();

    private volatile boolean all;

    Reading(AsyncContext async, ServletInputStream body, EventsReading events) {
      this.async = async;
      this.body = body;
      this.events = events;
    }

    @Override
    public void onDataAvailable() {
      tell();
    }

    @Override
    public void onAllDataRead() {
      all = true;
      tell();
    }

    /**
     * Has a thread look, unless one does. Undertow tells of more, and of the end, also while what
     * came before is still being taken in: two threads must not be at it.
     */
    private void tell() {
      if (told.getAndIncrement() == 0) {
        executor.execute(this::read);
      }
    }

    private void read() {
      try {
        int known = told.get();
        for (int i = 0; i < BUFFERS && !ended.get(); i++) {
          if (all) {
            finish();
            return;
          }
          int length = body.isReady() ? body.read(buffer) : -1;
          if (length >= 0) {
            events.take(buffer, length);
          } else {
            known = told.addAndGet(-known);
            if (known == 0) {
              // The container tells when it is worth looking again.
              return;
            }
          }
        }
        if (!ended.get()) {
          // Others first.
          executor.execute(this::read);
        }
      } catch (IOException e) {
        onError(e);
      } catch (RuntimeException e) {
        answer(problem(e));
      }
    }

    private void finish() {
      try {
        answer(Response.accepted(events.finish()).build());
      } catch (RuntimeException e) {
        answer(problem(e));
      }
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

    /** Whoever sent them is gone. What was accepted stays so. */
    @Override
    public void onError(Throwable failure) {
      LOG.debug("events have no end", failure);
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
      onError(event.getThrowable());
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
