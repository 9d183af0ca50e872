package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.dialect.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * MariaDB, from 10.11, by its own driver, with InnoDB.
 *
 * <p>Its time is that of UTC, kept without a zone: sessions may have any time zone. Its lock
 * timeouts are whole seconds.
 */
final class MariaDbDialect implements Dialect {

  private static final String OURS =
      "TABLE_SCHEMA = DATABASE() AND TABLE_NAME REGEXP '^halfway_(store|node|marker_[0-9]+)$'";

  @Override
  public String product() {
    return "MariaDB";
  }

  @Override
  public String clock() {
    return "UTC_TIMESTAMP(3)";
  }

  @Override
  public String now() {
    return millisecondsSince("'1970-01-01'");
  }

  @Override
  public String millisecondsSince(String column) {
    return "TIMESTAMPDIFF(MICROSECOND, " + column + ", UTC_TIMESTAMP(3)) DIV 1000";
  }

  @Override
  public String timeType() {
    return "DATETIME(3)";
  }

  /** Not what is usual in the schema: names would compare without regard to case and accents. */
  @Override
  public String tableOptions() {
    return " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  }

  @Override
  public String tables() {
    return "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()"
        + " AND TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME LIKE 'halfway%'";
  }

  @Override
  public String openTransaction() {
    return "SELECT NULLIF(@@in_transaction, 0)";
  }

  /** A lock timeout takes back the statement alone, a deadlock the transaction. */
  @Override
  public Failure failure(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1205, 1213 -> Failure.LOCKED;
      case 1062 -> Failure.DUPLICATE;
      case 1050 -> Failure.EXISTS;
      case 1051, 1146 -> Failure.NO_TABLE;
      case 1036, 1290, 1792, 1836 -> Failure.READ_ONLY;
      default -> Failure.OTHER;
    };
  }

  /** Only one level reads what is not committed, where each statement is a transaction. */
  @Override
  public Undo readCommitted(Session session) throws SQLException {
    return session.connection().getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED
        ? Dialect.super.readCommitted(session)
        : () -> {};
  }

  /** For rows, and for tables: a DROP TABLE waits for all who use it. */
  @Override
  public Undo bound(Session session, long lockTimeout) throws SQLException {
    Undo isolation = Dialect.super.readCommitted(session);
    String former =
        session.text(
            "SELECT CONCAT('innodb_lock_wait_timeout = ', @@innodb_lock_wait_timeout,"
                + " ', lock_wait_timeout = ', @@lock_wait_timeout)");
    long seconds = TimeUnit.MILLISECONDS.toSeconds(lockTimeout + 999);
    session.execute(
        "SET innodb_lock_wait_timeout = " + seconds + ", lock_wait_timeout = " + seconds);
    return () -> {
      session.execute("SET " + former);
      isolation.run();
    };
  }

  /** Somebody may have made them by hand, or have copied them. */
  @Override
  public Optional<String> objection(Session session) throws SQLException {
    String wrong =
        session.text(
            "SELECT GROUP_CONCAT(what ORDER BY what SEPARATOR '; ') FROM ("
                + "SELECT CONCAT(TABLE_NAME, ' is kept by ', ENGINE, ', which has no transactions:"
                + " ALTER TABLE ', TABLE_NAME, ' ENGINE=InnoDB') AS what"
                + " FROM INFORMATION_SCHEMA.TABLES WHERE ENGINE <> 'InnoDB' AND "
                + OURS
                + " UNION SELECT CONCAT(TABLE_NAME, ' compares by ', MIN(COLLATION_NAME), ', which"
                + " takes different names for the same: ALTER TABLE ', TABLE_NAME,"
                + " ' CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin') AS what"
                + " FROM INFORMATION_SCHEMA.COLUMNS WHERE RIGHT(COLLATION_NAME, 4) <> '_bin' AND "
                + OURS
                + " GROUP BY TABLE_NAME) AS wrong");
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
  }

  /**
   * The host's name, the folder and the schema; and the server's number, the schema and when the
   * file of a table was made. MariaDB has no identity of its own.
   *
   * <p>The number differs between a primary and its replicas. A copied file was made later, and so
   * was one that came from a dump. So was a table that is made anew: then the place still counts.
   *
   * <p>Not recognised: a dump that is restored into the same place; a copy of all files whose host
   * and folder are called the same; a snapshot of the disk. Beside its original such a copy is told
   * by {@link #running}.
   */
  @Override
  public String database(Session session) throws SQLException {
    return new Whereabouts(
            session.text("SELECT CONCAT(@@hostname, ':', @@datadir, DATABASE())"),
            session.text(
                "SELECT CONCAT_WS('-', @@server_id, CRC32(DATABASE()), UNIX_TIMESTAMP(CREATE_TIME))"
                    + " FROM INFORMATION_SCHEMA.TABLES"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '"
                    + MarkerTables.STORE
                    + "'"))
        .text();
  }

  @Override
  public boolean isSame(String one, String other) {
    return Whereabouts.of(one).isSameAs(Whereabouts.of(other));
  }

  @Override
  public String better(String known, String now) {
    return Whereabouts.of(now).mark().isEmpty() ? known : now;
  }

  /**
   * The host's name, the port, and the second of the start: both numbers are taken from the time of
   * the statement. Two copies that were started in the same second on hosts of the same name are
   * not told apart.
   */
  @Override
  public String running(Session session) throws SQLException {
    return session.text(
        "SELECT CONCAT(@@hostname, ':', @@port, '/',"
            + " UNIX_TIMESTAMP() - CAST(VARIABLE_VALUE AS SIGNED))"
            + " FROM INFORMATION_SCHEMA.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME'");
  }

  /** With a binary log it is the log that a transaction is recovered from. */
  @Override
  public Optional<String> forgets(Session session) throws SQLException {
    String settings =
        session.text(
            "SELECT CONCAT_WS(', ',"
                + " IF(@@innodb_flush_log_at_trx_commit IN (1, 3), NULL,"
                + " CONCAT('innodb_flush_log_at_trx_commit=', @@innodb_flush_log_at_trx_commit)),"
                + " IF(@@log_bin AND @@sync_binlog <> 1 AND @@innodb_flush_log_at_trx_commit <> 3,"
                + " CONCAT('sync_binlog=', @@sync_binlog), NULL))");
    return settings.isEmpty() ? Optional.empty() : Optional.of(settings);
  }
}
