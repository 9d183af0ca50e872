package dev.halfway.lifecycle;

import dev.halfway.text.Causes;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of our own that does something again and again until it is closed. What fails is logged,
 * once for as long as it goes on failing, and done again the next time.
 */
public final class Repeater implements AutoCloseable {

  /** What is done. */
  @FunctionalInterface
  public interface Work {
    /** Does it once; whatever it throws is not the end. */
    void doOnce() throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Repeater.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final String name;
  private final Duration pause;
  private final Work work;
  private boolean failing;

  private Repeater(ManagedThreadFactory threads, String name, Duration pause, Work work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = threads.newThread(this::repeat);
    thread.setName(name);
  }

  /**
   * Starts it.
   *
   * @param name of the thread, and in the log
   * @param pause from the end of one time to the beginning of the next
   */
  public static Repeater start(
      ManagedThreadFactory threads, String name, Duration pause, Work work) {
    Repeater repeater = new Repeater(threads, name, pause, work);
    repeater.thread.start();
    return repeater;
  }

  private void repeat() {
    try {
      do {
        attempt();
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      work.doOnce();
      if (failing) {
        LOG.info("{}: works again", name);
      }
      failing = false;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (!failing && closed.getCount() > 0) {
        LOG.warn("{}: fails, and is tried again: {}", name, Causes.textOf(e));
      }
      failing = true;
    }
  }

  /** Ends it, and waits for what it is doing, for five seconds at most. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
