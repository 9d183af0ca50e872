package dev.halfway.web.http;

import dev.halfway.lifecycle.ManagedPools;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when its time has come, unless the application has stopped by then: that ends all
 * requests anyway. Thread-safe.
 */
public final class Timer {

  private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

  private final ScheduledExecutorService pool;

  Timer(ScheduledExecutorService pool) {
    this.pool = pool;
  }

  /** A timer with a thread of its own, so what is done must be quick. */
  public static Timer start(ManagedThreadFactory threads, String name) {
    return new Timer(ManagedPools.timed(threads, name, 1));
  }

  /** Has something done after so long; cancelling it is enough to have it not done. */
  public Future<?> after(Duration time, Runnable work) {
    try {
      return pool.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The application stops, and with it all that had a time", e);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Does nothing any more. */
  public void stop() {
    pool.shutdown();
  }
}
