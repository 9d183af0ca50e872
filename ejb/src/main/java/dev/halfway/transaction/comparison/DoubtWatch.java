package dev.halfway.transaction.comparison;

import dev.halfway.transaction.comparison.Databases.Prepared;
import dev.halfway.transaction.comparison.ModeResult.LocksInDoubt;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Looks again and again how many transactions are prepared in the database: each of them holds its
 * locks until it is told how it ends.
 */
final class DoubtWatch implements Runnable, AutoCloseable {

  private static final long PAUSE_MILLIS = 5;

  private final Databases databases;
  private final Thread thread;
  private volatile boolean stopped;
  private long looks;
  private long seen;
  private double longest;

  /**
   * Not started yet.
   *
   * @param threads makes the thread
   */
  DoubtWatch(Databases databases, java.util.concurrent.ThreadFactory threads) {
    this.databases = databases;
    this.thread = threads.newThread(this);
  }

  DoubtWatch start() {
    thread.start();
    return this;
  }

  @Override
  public void run() {
    try (Connection connection = databases.connect()) {
      while (!stopped) {
        Prepared prepared = Databases.prepared(connection);
        looks++;
        seen += prepared.count();
        longest = Math.max(longest, prepared.longestMillis());
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException | InterruptedException e) {
      // What was seen until then counts.
      stopped = true;
    }
  }

  /**
   * Ends it.
   *
   * @param millis how long it has watched
   * @param orders how many were placed meanwhile, from 1
   */
  LocksInDoubt stop(double millis, int orders) throws InterruptedException {
    stopped = true;
    thread.join();
    double inDoubt = looks == 0 ? 0 : (double) seen / looks;
    return new LocksInDoubt(inDoubt * millis / orders, longest);
  }

  /** Ends it, whatever it has seen. */
  @Override
  public void close() {
    stopped = true;
  }
}
