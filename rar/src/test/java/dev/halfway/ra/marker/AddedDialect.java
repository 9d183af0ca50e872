package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.dialect.Session;
import java.sql.SQLException;
import java.util.Optional;

/** A dialect of a product that the adapter knows nothing of, and which is an H2 in memory. */
public class AddedDialect implements Dialect {

  static final String PRODUCT = "Added";

  @Override
  public String product() {
    return PRODUCT;
  }

  @Override
  public String clock() {
    return "LOCALTIMESTAMP";
  }

  @Override
  public String now() {
    return millisecondsSince("TIMESTAMP '1970-01-01 00:00:00'");
  }

  @Override
  public String millisecondsSince(String column) {
    return "DATEDIFF(MILLISECOND, " + column + ", LOCALTIMESTAMP)";
  }

  /** Enough where there is one session's time zone, and that is UTC. */
  @Override
  public String timeType() {
    return "TIMESTAMP(3)";
  }

  @Override
  public String tables() {
    return "SELECT LOWER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES"
        + " WHERE LOWER(TABLE_NAME) LIKE 'halfway%' AND TABLE_SCHEMA = CURRENT_SCHEMA";
  }

  @Override
  public String openTransaction() {
    return "SELECT TRANSACTION_ID()";
  }

  @Override
  public Failure failure(SQLException e) {
    return switch (e.getErrorCode()) {
      case 50200 -> Failure.LOCKED;
      case 23505 -> Failure.DUPLICATE;
      case 42101 -> Failure.EXISTS;
      case 42102, 42103, 42104 -> Failure.NO_TABLE;
      case 90097 -> Failure.READ_ONLY;
      default -> Failure.OTHER;
    };
  }

  @Override
  public Undo bound(Session session, long lockTimeout) throws SQLException {
    Undo isolation = readCommitted(session);
    String former = session.text("SELECT LOCK_TIMEOUT()");
    session.execute("SET LOCK_TIMEOUT " + lockTimeout);
    return () -> {
      session.execute("SET LOCK_TIMEOUT " + former);
      isolation.run();
    };
  }

  @Override
  public String database(Session session) throws SQLException {
    return session.text("SELECT DATABASE()");
  }

  @Override
  public boolean isSame(String one, String other) {
    return one.equals(other);
  }

  @Override
  public String better(String known, String now) {
    return now;
  }

  @Override
  public String running(Session session) {
    return "";
  }

  @Override
  public Optional<String> forgets(Session session) {
    return Optional.empty();
  }
}
