package dev.halfway.ra.broker;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.lab.Works;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Connection;
import jakarta.resource.spi.work.WorkException;

/** The adapter's own limits for calls of the broker, without the rest of it. */
public final class RealLimits implements AutoCloseable {

  private final Works works = new Works();
  private final Threads threads = new Threads(works);
  private final Watchdog watchdog;

  /**
   * Limits that are watched.
   *
   * @param sendTimeout milliseconds that a call may last
   */
  public RealLimits(long sendTimeout) {
    watchdog = new Watchdog(sendTimeout, threads);
    try {
      threads.start("watchdog", watchdog);
    } catch (WorkException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For the calls of a connection. */
  public CallLimit of(Connection connection) {
    return watchdog.limit(connection);
  }

  /** Closes a connection as the adapter does. */
  public void close(Connection connection) {
    watchdog.close(connection);
  }

  @Override
  public void close() {
    threads.stop();
    works.close();
  }
}
