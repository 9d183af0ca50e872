package dev.halfway.ra.relay;

import jakarta.jms.Connection;
import jakarta.resource.spi.work.WorkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gets threads out of calls of the broker and of checkers that do not return. Thread-safe. */
final class Watchdog implements Runnable {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");
  private static final long TICK_MILLIS = 500;

  /** For a call to end whose connection was closed. */
  private static final long STUCK_MILLIS = 5_000;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final long limit;
  private final TimedCheckers checkers;
  private final long checkLimit;
  private final Threads threads;

  /**
   * A watchdog.
   *
   * @param limit milliseconds that a call of the broker may last
   * @param checkLimit milliseconds that a call of a checker may last
   */
  Watchdog(long limit, TimedCheckers checkers, long checkLimit, Threads threads) {
    this.limit = limit;
    this.checkers = checkers;
    this.checkLimit = checkLimit;
    this.threads = threads;
  }

  /** A watch over one thread's calls, until it is given back. */
  Watch watch() {
    Watch watch = new Watch();
    watches.add(watch);
    return watch;
  }

  /** There are no more calls to watch. */
  void giveBack(Watch watch) {
    watches.remove(watch);
  }

  @Override
  public void run() {
    Threads.Bell bell = threads.bell();
    while (!threads.isStopped()) {
      cutLongerThan(limit);
      interruptStuckFor(STUCK_MILLIS);
      checkers.interruptLongerThan(checkLimit);
      bell.pause(0, TICK_MILLIS);
    }
  }

  /** Ends all calls that are under way, whoever is called. */
  void cutAll() {
    cutLongerThan(0);
    checkers.interruptLongerThan(0);
  }

  /** Cuts all calls of the broker that have lasted longer than this many milliseconds. */
  void cutLongerThan(long millis) {
    for (Watch watch : watches) {
      @Nullable Connection overdue = watch.overdue(millis);
      if (overdue != null) {
        cut(overdue);
      }
    }
  }

  /**
   * Interrupts all calls of the broker that were cut this many milliseconds ago and have not
   * returned.
   */
  void interruptStuckFor(long millis) {
    watches.forEach(watch -> watch.interruptIfStuck(millis));
  }

  /** In a thread of its own: closing may take as long as the call that it is to end. */
  private void cut(Connection connection) {
    try {
      threads.startShort("closing a connection", () -> Connections.close(connection));
    } catch (WorkException | RuntimeException e) {
      LOG.log(Level.DEBUG, "no thread to close a connection in", e);
      Connections.close(connection);
    }
  }
}
