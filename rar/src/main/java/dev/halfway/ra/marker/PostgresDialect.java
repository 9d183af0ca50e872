package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.dialect.Session;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/** PostgreSQL, from 14. */
final class PostgresDialect implements Dialect {

  private static final String NO_PRIVILEGE = "42501";
  private static final String NO_FUNCTION = "42883";
  private static final int MAX_ADDRESS = 900;

  @Override
  public String product() {
    return "PostgreSQL";
  }

  @Override
  public String clock() {
    return "clock_timestamp()";
  }

  @Override
  public String now() {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  public String millisecondsSince(String column) {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp() - " + column + ") * 1000 AS BIGINT)";
  }

  @Override
  public String tables() {
    // Not information_schema, which hides tables without a grant: they would be created in vain.
    return "SELECT relname FROM pg_catalog.pg_class"
        + " WHERE relname LIKE 'halfway%' AND relkind IN ('r', 'p')"
        + " AND pg_catalog.pg_table_is_visible(oid)";
  }

  @Override
  public String openTransaction() {
    return "SELECT pg_current_xact_id_if_assigned()";
  }

  @Override
  public Failure failure(SQLException e) {
    return switch (Objects.requireNonNullElse(e.getSQLState(), "")) {
      case "55P03" -> Failure.LOCKED;
      case "23505" -> Failure.DUPLICATE;
      case "42P07", "42710" -> Failure.EXISTS;
      case "42P01" -> Failure.NO_TABLE;
      case "25006" -> Failure.READ_ONLY;
      default -> Failure.OTHER;
    };
  }

  /**
   * Nothing is to be done: there are no dirty reads. The level of the session is left alone,
   * because behind a pooler it may be the session of somebody else next.
   */
  @Override
  public Undo readCommitted(Session session) {
    return () -> {};
  }

  /** Both end with the transaction, so nothing of it can stay behind on a pooled connection. */
  @Override
  public Undo bound(Session session, long lockTimeout) throws SQLException {
    // The driver sends both in one round trip.
    session.execute(
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = " + lockTimeout);
    return () -> {};
  }

  /**
   * The cluster, the database in it, and the address it is known by. A database made from a
   * template differs in the second, one restored from a dump in the first or the second.
   */
  @Override
  public String database(Session session) throws SQLException {
    return new Identity(
            cluster(session),
            session.text(
                "SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()"),
            address(session))
        .text();
  }

  /**
   * By cluster and database. The address decides only where the user may not ask for the cluster: a
   * new cluster gives its first databases the same oids as any other.
   *
   * <p>A replica, and whatever else is a copy of the cluster's files, is the same: after a failover
   * it has to be. What it lacks of the original's last moments it lacks altogether, markers and
   * rows. Beside its original it is told by {@link #running}.
   */
  @Override
  public boolean isSame(String one, String other) {
    Identity first = Identity.of(one);
    Identity second = Identity.of(other);
    if (!first.oid.equals(second.oid)) {
      return false;
    }
    if (first.isWithoutCluster() || second.isWithoutCluster()) {
      return first.address.equals(second.address);
    }
    return first.cluster.equals(second.cluster);
  }

  @Override
  public String better(String known, String now) {
    return Identity.of(known).isWithoutCluster() ? now : known;
  }

  /** What {@link #database} is made of. */
  private record Identity(String cluster, String oid, String address) {

    private static final int PARTS = 3;

    static Identity of(String text) {
      String[] parts = text.split("/", PARTS);
      return parts.length < PARTS
          ? new Identity("", "", text)
          : new Identity(parts[0], parts[1], parts[2]);
    }

    boolean isWithoutCluster() {
      return cluster.isEmpty();
    }

    String text() {
      return cluster + "/" + oid + "/" + address;
    }
  }

  private static String cluster(Session session) throws SQLException {
    try {
      return session.text("SELECT system_identifier FROM pg_catalog.pg_control_system()");
    } catch (SQLException e) {
      if (NO_PRIVILEGE.equals(e.getSQLState()) || NO_FUNCTION.equals(e.getSQLState())) {
        return "";
      }
      throw e;
    }
  }

  private static String address(Session session) throws SQLException {
    String url = Objects.requireNonNullElse(session.connection().getMetaData().getURL(), "");
    String address = url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    return address.substring(0, Math.min(address.length(), MAX_ADDRESS));
  }

  @Override
  public String running(Session session) throws SQLException {
    return session.text("SELECT EXTRACT(EPOCH FROM pg_catalog.pg_postmaster_start_time())");
  }

  @Override
  public Optional<String> forgets(Session session) throws SQLException {
    String off =
        session.text(
            "SELECT string_agg(name || '=off', ', ') FROM pg_catalog.pg_settings"
                + " WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'");
    return off.isEmpty() ? Optional.empty() : Optional.of(off);
  }
}
