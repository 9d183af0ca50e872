package dev.halfway.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL that takes only so many orders per second, however many come: each has to wait for
 * one of its four disks, as it were, and keeps that busy for a while. And what it sees of the sale
 * itself, whatever anybody else counts.
 */
public final class SlowDatabase implements AutoCloseable {

  /** Orders that it works on at the same time. */
  public static final int DISKS = 4;

  private static final String SLOWER =
      """
      CREATE SEQUENCE IF NOT EXISTS disk_turn;
      CREATE OR REPLACE FUNCTION use_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(4711, (nextval('disk_turn') %% %d)::integer);
        PERFORM pg_sleep(%s);
        RETURN NEW;
      END $$;
      DROP TRIGGER IF EXISTS use_disk ON smoothing_order;
      CREATE TRIGGER use_disk BEFORE INSERT ON smoothing_order
        FOR EACH ROW EXECUTE FUNCTION use_disk();
      """;

  private final Rows rows;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Integer> most;

  private SlowDatabase(Rows rows) {
    this.rows = rows;
    this.most = CompletableFuture.supplyAsync(this::watch, task -> new Thread(task).start());
  }

  /** Makes it take no more than so many orders per second from now on. */
  public static SlowDatabase of(Rows rows, int perSecond) {
    double seconds = DISKS / (double) perSecond;
    rows.execute(SLOWER.formatted(DISKS, Double.toString(seconds)));
    return new SlowDatabase(rows);
  }

  /** Gives it its speed back, and tells how many orders it was seen working on at once at most. */
  public int fast() {
    closed.countDown();
    rows.execute("DROP TRIGGER use_disk ON smoothing_order");
    return most.join();
  }

  @Override
  public void close() {
    closed.countDown();
    most.join();
  }

  private int watch() {
    int highest = 0;
    try {
      while (!closed.await(20, TimeUnit.MILLISECONDS)) {
        highest =
            Math.max(
                highest,
                rows.number(
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND query LIKE 'INSERT INTO smoothing_order%'"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return highest;
  }
}
