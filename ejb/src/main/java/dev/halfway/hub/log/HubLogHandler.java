package dev.halfway.hub.log;

import dev.halfway.hub.Event;
import jakarta.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps log records until the hub takes them, as events. Whoever logs waits for nothing and is told
 * of no failure: a record that comes while too much is kept is lost, and counted. Thread-safe.
 */
final class HubLogHandler extends Handler {

  /** Characters that are kept at most, and what a record counts beside its own. */
  private static final int ROOM = 4_000_000;

  private static final int RECORD = 200;

  /** What the names of the hub's own threads begin with. */
  private static final String THREADS = "hub";

  private static final int LONGEST_MESSAGE = 16_000;
  private static final int LONGEST_TRACE = 32_000;

  private final String node;
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  private record Line(
      Instant at,
      String level,
      String logger,
      String thread,
      String message,
      @Nullable String exception) {

    int room() {
      return RECORD + message.length() + (exception == null ? 0 : exception.length());
    }
  }

  /**
   * Keeps nothing yet.
   *
   * @param node whose log it is
   */
  HubLogHandler(String node) {
    this.node = node;
  }

  /** Neither waits nor throws. */
  @Override
  public void publish(@Nullable LogRecord record) {
    if (record == null || !isLoggable(record) || isOfTheHub(record)) {
      return;
    }
    try {
      // Now, because what it was logged with may change.
      Line line = line(record);
      if (kept.addAndGet(line.room()) > ROOM) {
        kept.addAndGet(-line.room());
        lost.incrementAndGet();
      } else {
        lines.add(line);
      }
    } catch (RuntimeException e) {
      lost.incrementAndGet();
      reportError("a record cannot be kept", e, ErrorManager.FORMAT_FAILURE);
    }
  }

  /**
   * Whether a thread of the hub has said that all is well: were that an event, to write it would
   * make another one, and so on for ever.
   */
  private static boolean isOfTheHub(LogRecord record) {
    String thread = Thread.currentThread().getName();
    return record.getLevel().intValue() < Level.WARNING.intValue()
        && (thread.equals(THREADS) || thread.startsWith(THREADS + " "));
  }

  private static Line line(LogRecord record) {
    Throwable thrown = record.getThrown();
    return new Line(
        record.getInstant(),
        record.getLevel().getName(),
        String.valueOf(record.getLoggerName()),
        Thread.currentThread().getName(),
        cut(String.valueOf(ExtLogRecord.wrap(record).getFormattedMessage()), LONGEST_MESSAGE),
        thrown == null ? null : cut(trace(thrown), LONGEST_TRACE));
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + " ...";
  }

  /** Gives up to so many of those that are kept away, the oldest first. */
  List<Event> take(int most) {
    List<Event> events = new ArrayList<>();
    Line line;
    while (events.size() < most && (line = lines.poll()) != null) {
      kept.addAndGet(-line.room());
      events.add(event(line));
    }
    if (events.size() < most) {
      long gone = lost.getAndSet(0);
      if (gone > 0) {
        events.add(
            event(
                new Line(
                    Instant.now(),
                    "WARN",
                    HubLogHandler.class.getName(),
                    Thread.currentThread().getName(),
                    gone + " log records are lost: more came than the hub took",
                    null)));
      }
    }
    return events;
  }

  private Event event(Line line) {
    String id = UUID.randomUUID().toString();
    var event =
        Json.createObjectBuilder()
            .add("id", id)
            .add("at", line.at().toString())
            .add("source", "server")
            .add("level", line.level())
            .add("message", line.message())
            .add(
                "tags",
                Json.createObjectBuilder()
                    .add("node", node)
                    .add("logger", line.logger())
                    .add("thread", line.thread()));
    if (line.exception() != null) {
      event.add("exception", line.exception());
    }
    return new Event(id, event.build().toString());
  }

  /** Does nothing: the hub comes for them by itself. */
  @Override
  public void flush() {
    // Nobody waits.
  }

  @Override
  public void close() {
    setLevel(Level.OFF);
  }
}
