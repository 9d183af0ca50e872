package dev.halfway.web.hub;

import dev.halfway.hub.Backlogged;
import dev.halfway.hub.Hub;
import dev.halfway.lifecycle.ManagedPools;
import dev.halfway.settings.ConfigRange;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.access.AccessRules.Need;
import dev.halfway.web.access.SameOrigin;
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
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

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
  private int maxLine;

  @Inject
  @ConfigProperty(name = "halfway.hub.max-body", defaultValue = "67108864")
  private long maxBody;

  private transient ExecutorService readers;
  private transient Timer timer;

  @SuppressWarnings("NullAway.Init") // The container calls init() before anything else.
  public EventsServlet() {}

  @Override
  public void init() {
    ConfigRange.check("halfway.hub.max-line", maxLine);
    ConfigRange.check("halfway.hub.max-body", maxBody);
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
      EventsReading.checkAnnounced(maxBody, request.getContentLengthLong());
      events = new EventsReading(hub.open(), isPacked(request), maxLine, maxBody);
    } catch (Backlogged e) {
      ProblemAnswer.write(response, BackloggedProblem.of(e, 0).getResponse());
      return;
    } catch (RuntimeException e) {
      ProblemAnswer.write(response, Problems.of(e));
      return;
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    EventsUpload upload = new EventsUpload(request, async, events, timer);
    upload.watch();
    ServletInputStream body = request.getInputStream();
    body.setReadListener(new BodyReader(body, upload, readers));
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
}
