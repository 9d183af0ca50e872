package dev.halfway.ra.broker;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Gets threads out of calls of the broker that do not return. Thread-safe. */
public final class Watchdog implements Runnable {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  /**
   * For a call to end whose connection was closed: of what a call may last this part, and no more.
   */
  private static final int STUCK_PART = 2;

  private static final long MAX_STUCK_MILLIS = 5_000;

  private static final int TICK_PART = 10;
  private static final long MAX_TICK_MILLIS = 500;

  /** What a connection may take to be closed when all is to end. */
  private static final long LAST_CLOSE_MILLIS = 1_000;

  /** Also what has begun this very moment. */
  private static final long AT_ONCE = -1;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final List<Runnable> others = new CopyOnWriteArrayList<>();
  private final long limit;
  private final Threads threads;

  public Watchdog(long limit, Threads threads) {
    this.limit = limit;
    this.threads = threads;
  }

  /** Something else to be done at each tick. */
  public void also(Runnable other) {
    others.add(other);
  }

  /** A watch over one thread's calls, until it is given back. */
  Watch watch() {
    Watch watch = new Watch();
    watches.add(watch);
    return watch;
  }

  /** A limit for the calls of a connection, which need not be given back. */
  public CallLimit limit(Connection connection) {
    return limit(connection, 0);
  }

  /** A limit that is so many milliseconds longer than for other calls. */
  CallLimit limit(Connection connection, long more) {
    return new WatchedLimit(connection, more);
  }

  /** Milliseconds that a call of the broker may last. */
  public long limit() {
    return limit;
  }

  /** What short tasks run in. */
  public Threads threads() {
    return threads;
  }

  /** Closes it without waiting longer than for a call: the broker may not answer this either. */
  public void close(Connection connection) {
    threads.run(
        "closing a connection",
        () -> closeNow(connection),
        threads.isStopped() ? LAST_CLOSE_MILLIS : limit);
  }

  public void giveBack(Watch watch) {
    watches.remove(watch);
  }

  @Override
  public void run() {
    Threads.Pauser pauser = threads.pauser();
    while (!threads.isStopped()) {
      cutLongerThan(limit);
      interruptStuckFor(Math.min(MAX_STUCK_MILLIS, limit / STUCK_PART));
      others.forEach(Runnable::run);
      pauser.pause(0, Math.min(MAX_TICK_MILLIS, limit / TICK_PART));
    }
  }

  /** Closes one, whatever state it is in: what matters of it was committed before. */
  static void closeNow(Connection connection) {
    try {
      connection.close();
    } catch (JMSException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a broken connection could not be closed", e);
    }
  }

  /** Ends all calls that are under way. */
  public void cutAll() {
    cutLongerThan(AT_ONCE);
  }

  void cutLongerThan(long millis) {
    watches.forEach(watch -> cutIfLongerThan(millis, watch));
  }

  private void cutIfLongerThan(long millis, Watch watch) {
    @Nullable Connection overdue = watch.overdue(millis);
    if (overdue != null) {
      threads.run("cutting a connection", () -> closeNow(overdue), 0);
    }
  }

  /** Interrupts all calls that were cut this many milliseconds ago and have not returned. */
  public void interruptStuckFor(long millis) {
    watches.forEach(watch -> watch.interruptIfStuck(millis));
  }

  /** Known to the watchdog during a call. */
  private final class WatchedLimit implements CallLimit {

    private final Watch watch = new Watch();
    private final Connection connection;
    private final long more;

    WatchedLimit(Connection connection, long more) {
      this.connection = connection;
      this.more = more;
    }

    @Override
    public void begin() {
      watch.enter(connection, more);
      watches.add(watch);
    }

    @Override
    public void end() {
      watches.remove(watch);
      watch.leave();
    }

    @Override
    public void cut() {
      cutIfLongerThan(AT_ONCE, watch);
    }

    @Override
    public boolean isCut() {
      return watch.isCut();
    }
  }
}
