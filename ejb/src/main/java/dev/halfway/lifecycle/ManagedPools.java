package dev.halfway.lifecycle;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pools of the server's threads that work whatever state the server is in. WildFly's own executors
 * refuse what comes while it is suspended, and drop what falls due then (WFLYEE0111): whoever
 * counts on that waits for ever.
 *
 * <p>Whoever makes one shuts it down. What is due later is forgotten then.
 */
public final class ManagedPools {

  private static final long IDLE_SECONDS = 10;

  private ManagedPools() {}

  /**
   * A pool that takes whatever it is given.
   *
   * @param name of its threads
   * @param most threads at once, from 1
   */
  public static ExecutorService of(ManagedThreadFactory threads, String name, int most) {
    return thrifty(
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named(threads, name)));
  }

  /**
   * A pool for what is due at a time of its own.
   *
   * @param name of its threads
   * @param most threads at once, from 1
   */
  public static ScheduledExecutorService timed(
      ManagedThreadFactory threads, String name, int most) {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(most, named(threads, name));
    pool.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    pool.setRemoveOnCancelPolicy(true);
    return thrifty(pool);
  }

  private static ThreadFactory named(ManagedThreadFactory threads, String name) {
    AtomicLong number = new AtomicLong();
    return work -> {
      Thread thread = threads.newThread(work);
      thread.setName(name + " " + number.incrementAndGet());
      return thread;
    };
  }

  private static <T extends ThreadPoolExecutor> T thrifty(T pool) {
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
