package dev.halfway.web.transaction;

import dev.halfway.lifecycle.ManagedPools;
import dev.halfway.transaction.comparison.Comparison;
import dev.halfway.transaction.comparison.Comparisons;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of comparisons, sent to every listener: an event {@code progress} whenever something
 * has changed, {@code heartbeat} when nothing has for a while, so that a listener who is gone is
 * noticed, and {@code end} as the last one. Its data is the comparison as JSON.
 */
@ApplicationScoped
class ComparisonEvents {

  private static final Logger LOG = LoggerFactory.getLogger(ComparisonEvents.class);
  private static final long LOOK_MILLIS = 500;

  /**
   * A listener who has closed the stream is noticed by the second heartbeat: the first one is what
   * its machine answers by a reset.
   */
  private static final int LOOKS_PER_HEARTBEAT = 15;

  private static final int MAX_LISTENERS = 100;

  /** Each serves one listener at a time. */
  private static final int THREADS = 16;

  @Inject private Comparisons comparisons;
  @Resource private ManagedThreadFactory threads;

  private final AtomicInteger listeners = new AtomicInteger();
  private ScheduledExecutorService scheduler;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  ComparisonEvents() {}

  @PostConstruct
  void start() {
    scheduler = ManagedPools.timed(threads, "progress", THREADS);
  }

  @PreDestroy
  void stop() {
    scheduler.shutdown();
  }

  /**
   * Tells a listener until the comparison has ended or the listener is gone.
   *
   * @return whether there was room for one more
   */
  boolean subscribe(UUID id, SseEventSink sink, Sse sse) {
    if (listeners.incrementAndGet() > MAX_LISTENERS) {
      listeners.decrementAndGet();
      return false;
    }
    new Listener(id, sink, sse).look();
    return true;
  }

  private final class Listener {
    private final UUID id;
    private final SseEventSink sink;
    private final Sse sse;
    private @Nullable Comparison sent;
    private int silent;

    Listener(UUID id, SseEventSink sink, Sse sse) {
      this.id = id;
      this.sink = sink;
      this.sse = sse;
    }

    void look() {
      try {
        if (!sink.isClosed() && tellNews()) {
          var unused = scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
          return;
        }
      } catch (RuntimeException e) {
        // The listener is gone, or the server stops: the stream ends, and whoever is there asks
        // again.
        LOG.debug("a stream of progress ends", e);
      }
      listeners.decrementAndGet();
      sink.close();
    }

    /** Whether more is to come. */
    private boolean tellNews() {
      Comparison now = comparisons.find(id).orElse(null);
      if (now == null) {
        return false;
      }
      boolean ended = now.state() != Comparison.State.RUNNING;
      if (ended || !now.equals(sent)) {
        sent = now;
        silent = 0;
        send(ended ? "end" : "progress", now);
      } else if (++silent >= LOOKS_PER_HEARTBEAT) {
        silent = 0;
        send("heartbeat", now);
      }
      return !ended;
    }

    private void send(String name, Comparison comparison) {
      OutboundSseEvent event =
          sse.newEventBuilder()
              .name(name)
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(ComparisonView.class, ComparisonView.of(comparison))
              .build();
      sink.send(event).toCompletableFuture().join();
    }
  }
}
