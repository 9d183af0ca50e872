package dev.halfway.web.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.broadcast.DispatchFeed;
import dev.halfway.broadcast.DispatchPosted;
import dev.halfway.broadcast.Dispatches;
import dev.halfway.broadcast.Drivers;
import dev.halfway.lifecycle.ManagedPools;
import dev.halfway.lifecycle.Repeater;
import dev.halfway.text.Causes;
import dev.halfway.web.json.StrictJson;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The apps that are connected to this node. Thread-safe. */
@ApplicationScoped
class DriverConnections {

  private static final Logger LOG = LoggerFactory.getLogger(DriverConnections.class);

  private static final Duration PAUSE = Duration.ofSeconds(20);

  /** An app that was asked for a sign of life this long ago, and twice since, is gone. */
  private static final Duration SILENT = Duration.ofSeconds(50);

  /** Of the log. */
  private static final int READERS = 4;

  private static final Duration STALLED = Duration.ofSeconds(5);
  private static final int PAGE = 256;

  @Inject private DispatchFeed feed;
  @Inject private Dispatches log;
  @Inject private Drivers drivers;
  @Resource private ManagedThreadFactory threads;

  private final ObjectMapper json = StrictJson.mapper();
  private final Set<DriverConnection> open = ConcurrentHashMap.newKeySet();
  private volatile Text newest = new Text(0, "");
  private ExecutorService readers;
  private Repeater rounds;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  DriverConnections() {}

  private record Text(long id, String json) {}

  @PostConstruct
  void start() {
    feed.onNews(this::pushAll);
    feed.onSetBack(newest -> open.forEach(connection -> connection.closeIfBeyond(newest)));
    readers = ManagedPools.of(threads, "dispatch log", READERS);
    rounds = Repeater.start(threads, "drivers' connections", PAUSE, this::round);
  }

  @PreDestroy
  void stop() {
    rounds.close();
    readers.shutdown();
  }

  private void pushAll() {
    open.forEach(this::push);
  }

  void round() {
    open.forEach(
        connection -> {
          connection.closeIfSilent(SILENT);
          connection.ping();
          push(connection);
        });
    closeIfBeyondTheLog();
    open.forEach(this::closeIfRevoked);
  }

  private void closeIfRevoked(DriverConnection connection) {
    connection
        .credentials()
        .filter(shown -> !drivers.isDriver(shown.driver(), shown.token()))
        .ifPresent(
            shown ->
                connection.close(
                    CloseReason.CloseCodes.VIOLATED_POLICY, "the token is no longer valid"));
  }

  /**
   * The log may have gone back while an app connected; or another node knows more than this one.
   */
  private void closeIfBeyondTheLog() {
    long known = feed.last();
    List<DriverConnection> beyond =
        open.stream().filter(connection -> connection.isBeyond(known)).toList();
    if (beyond.isEmpty()) {
      return;
    }
    try {
      long newest = log.last();
      beyond.forEach(connection -> connection.closeIfBeyond(newest));
    } catch (RuntimeException e) {
      LOG.warn("The log of dispatches cannot be read: {}", Causes.textOf(e));
    }
  }

  private void push(DriverConnection connection) {
    try {
      connection.push();
    } catch (RuntimeException e) {
      // Its own end is on its way; the others must not wait for it.
      LOG.debug("a driver's app is gone", e);
    }
  }

  /** From now on it is pushed what there is. */
  void add(DriverConnection connection) {
    open.add(connection);
    connection.push();
  }

  void remove(DriverConnection connection) {
    open.remove(connection);
  }

  int size() {
    return open.size();
  }

  /** How many do not take what there is. */
  int stalled() {
    return (int) open.stream().filter(connection -> connection.isStalled(STALLED)).count();
  }

  Optional<List<DispatchPosted>> after(long position, int max) {
    return feed.after(position, max);
  }

  /** Has the log read for a connection that needs more than is in memory. */
  void readLog(DriverConnection connection, long position) {
    readers.execute(
        () -> {
          try {
            long end = feed.last();
            connection.read(log.after(position, PAGE), end);
          } catch (RuntimeException e) {
            LOG.warn("The log of dispatches cannot be read: {}", Causes.textOf(e));
            connection.notRead();
          }
        });
  }

  /** What is pushed of a dispatch: the same for everybody, so it is written once. */
  String textOf(DispatchPosted dispatch) {
    Text known = newest;
    if (known.id() == dispatch.id()) {
      return known.json();
    }
    try {
      Text text = new Text(dispatch.id(), json.writeValueAsString(dispatch));
      newest = text;
      return text.json();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
