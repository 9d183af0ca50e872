package dev.halfway.ra.marker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * H2, from 2.2, in any mode and folding names in any way.
 *
 * <p>Its clock stands still from the first look at it until the transaction ends.
 */
final class H2Dialect implements Dialect {

  private static final int LONGEST_PLACE = 1_000;

  @Override
  public String clock() {
    return "CURRENT_TIMESTAMP";
  }

  @Override
  public String millisecondsSince(String column) {
    return "DATEDIFF(MILLISECOND, " + column + ", CURRENT_TIMESTAMP)";
  }

  @Override
  public String tables() {
    return "SELECT LOWER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES"
        + " WHERE LOWER(TABLE_NAME) LIKE 'halfway%' AND TABLE_SCHEMA = CURRENT_SCHEMA";
  }

  /** By {@code org.h2.api.ErrorCode}: its SQLStates do not tell all of these apart from others. */
  @Override
  public Failure failure(SQLException e) {
    return switch (e.getErrorCode()) {
      case 50200, 90131 -> Failure.LOCKED;
      case 23505 -> Failure.DUPLICATE;
      case 42101 -> Failure.EXISTS;
      case 42102, 42103, 42104 -> Failure.NO_TABLE;
      case 90097 -> Failure.READ_ONLY;
      default -> Failure.OTHER;
    };
  }

  /** READ UNCOMMITTED is what it says here, and is known only for the whole session. */
  @Override
  public Undo readCommitted(Sql sql) throws SQLException {
    Connection connection = sql.connection();
    int isolation = connection.getTransactionIsolation();
    if (isolation == Connection.TRANSACTION_READ_COMMITTED) {
      return () -> {};
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return () -> connection.setTransactionIsolation(isolation);
  }

  /** The lock timeout too is the session's, so that the former one has to be put back. */
  @Override
  public Undo bound(Sql sql, long lockTimeout) throws SQLException {
    Undo isolation = readCommitted(sql);
    String former = sql.text("SELECT LOCK_TIMEOUT()");
    sql.execute("SET LOCK_TIMEOUT " + lockTimeout);
    return () -> {
      sql.execute("SET LOCK_TIMEOUT " + former);
      isolation.run();
    };
  }

  /** The file, or the name of what is kept in memory: a copy has another one. */
  @Override
  public String database(Sql sql) throws SQLException {
    String place = sql.text("SELECT COALESCE(DATABASE_PATH(), 'mem:' || DATABASE())");
    return place.substring(Math.max(0, place.length() - LONGEST_PLACE));
  }

  @Override
  public Optional<String> forgets(Sql sql) throws SQLException {
    String delay =
        sql.text(
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                + " WHERE SETTING_NAME = 'WRITE_DELAY'");
    return delay.isEmpty() || delay.equals("0")
        ? Optional.empty()
        : Optional.of("WRITE_DELAY=" + delay);
  }
}
