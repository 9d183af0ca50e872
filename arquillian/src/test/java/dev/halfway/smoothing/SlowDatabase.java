package dev.halfway.smoothing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

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

  private final DataSource database;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Integer> most;

  private SlowDatabase(DataSource database) {
    this.database = database;
    this.most = CompletableFuture.supplyAsync(this::watch, task -> new Thread(task).start());
  }

  /** Makes it take no more than so many orders per second from now on. */
  public static SlowDatabase of(DataSource database, int perSecond) {
    double seconds = DISKS / (double) perSecond;
    execute(database, SLOWER.formatted(DISKS, Double.toString(seconds)));
    return new SlowDatabase(database);
  }

  /** Gives it its speed back, and tells how many orders it was seen working on at once at most. */
  public int fast() {
    closed.countDown();
    execute(database, "DROP TRIGGER use_disk ON smoothing_order");
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
                number(
                    database,
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND query LIKE 'INSERT INTO smoothing_order%'"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return highest;
  }

  /** What it answers to a question for one number. */
  public static int number(DataSource database, String query) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it answers to a question for texts. */
  static Set<String> texts(DataSource database, String query) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      Set<String> texts = new HashSet<>();
      while (found.next()) {
        texts.add(found.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(DataSource database, String statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
