package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.dialect.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** H2, from 2.2, in any mode. Its clock stands still until the transaction ends. */
final class H2Dialect implements Dialect {

  private static final Logger LOG = System.getLogger(H2Dialect.class.getName());

  private static final String SUFFIX = ".mv.db";

  /** How H2 is told to read and write a file, which stays the same file. */
  private static final Pattern WAY = Pattern.compile("^((file|async|nioMapped|retry):)+");

  @Override
  public String product() {
    return "H2";
  }

  @Override
  public String clock() {
    return "CURRENT_TIMESTAMP";
  }

  @Override
  public String now() {
    return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
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

  @Override
  public String openTransaction() {
    return "SELECT TRANSACTION_ID()";
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

  /** Isolation and lock timeout are the session's, so that the former one has to be put back. */
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

  /**
   * The path, or the name in memory, and what the file system knows the file by: that stays when it
   * is moved within the file system, and a copy has another one.
   */
  @Override
  public String database(Session session) throws SQLException {
    String path = session.text("SELECT COALESCE(DATABASE_PATH(), 'mem:' || DATABASE())");
    String place = withoutWay(path);
    return new Whereabouts(place, file(place + SUFFIX)).text();
  }

  private static String withoutWay(String path) {
    return WAY.matcher(path).replaceFirst("");
  }

  /** Empty where there is none, or not on this machine, or the file system does not tell. */
  private static String file(String path) {
    try {
      return Objects.toString(
          Files.readAttributes(Path.of(path), BasicFileAttributes.class).fileKey(), "");
    } catch (IOException | InvalidPathException e) {
      LOG.log(Level.DEBUG, "what the database is kept in is not seen", e);
      return "";
    }
  }

  /** By file or by place: H2 makes a new file in the same place when it compacts a database. */
  @Override
  public boolean isSame(String one, String other) {
    return whereabouts(one).isSameAs(whereabouts(other));
  }

  @Override
  public String better(String known, String now) {
    return whereabouts(now).mark().isEmpty() ? known : now;
  }

  /** Up to version 0.1 it was the place alone, with the way. */
  private static Whereabouts whereabouts(String text) {
    return Whereabouts.of(withoutWay(text));
  }

  /** A copy is in another file, and known by that. */
  @Override
  public String running(Session session) {
    return "";
  }

  @Override
  public Optional<String> forgets(Session session) throws SQLException {
    String delay =
        session.text(
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                + " WHERE SETTING_NAME = 'WRITE_DELAY'");
    return delay.isEmpty() || delay.equals("0")
        ? Optional.empty()
        : Optional.of("WRITE_DELAY=" + delay);
  }
}
