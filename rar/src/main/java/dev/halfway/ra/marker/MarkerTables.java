package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.marker.StoreConnection.Work;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of the marker store. Markers are kept in one for each bucket of time.
 *
 * <p>Decides nothing: which table may be dropped is for those to say who know what is in the
 * queues. Thread-safe.
 */
public record MarkerTables(NamedDataSource dataSource, MarkerConfiguration configuration) {

  static final String STORE = "halfway_store";
  static final String NODE = "halfway_node";
  private static final String MARKER = "halfway_marker_";
  private static final Pattern MARKER_NAME = Pattern.compile(MARKER + "(\\d{1,9})");

  /** How often others may get in the way of creating a table. */
  private static final int MAX_ATTEMPTS = 20;

  /**
   * The statements that make the tables in a database of this product name, for those who run them
   * by hand. They can be repeated; for each later bucket only the last one is needed.
   */
  public static List<String> statements(String product, int bucket) throws Unavailable {
    return List.copyOf(statements(Dialects.of(product), List.of(bucket)).values());
  }

  static String of(int bucket) {
    return MARKER + bucket;
  }

  /** Milliseconds since 1970 by the database's clock, which all nodes share. */
  public long now() throws Unavailable {
    return call(MarkerTables::now);
  }

  /**
   * Sees to it that there are tables for the bucket of a time and for the next one. Fails when one
   * is missing that the adapter may not create.
   */
  public void ensure(long now) throws Unavailable {
    call(
        connection -> {
          ensure(connection, now);
          return true;
        });
  }

  /** The buckets that there are tables for. */
  public SortedSet<Integer> existing() throws Unavailable {
    return call(connection -> buckets(tables(connection)));
  }

  /**
   * Drops the table of a bucket, if the adapter makes tables. False if there is none, or it is used
   * right now.
   */
  public boolean drop(int bucket) throws Unavailable {
    return configuration.schemaManagement() == SchemaManagement.CREATE
        && call(connection -> drop(connection, bucket));
  }

  private <T> T call(Work<T> work) throws Unavailable {
    return StoreConnection.call(
        dataSource, configuration, "the marker tables cannot be looked after", work);
  }

  private static long now(StoreConnection connection) throws SQLException {
    return connection
        .statements()
        .list("SELECT " + connection.dialect().now(), row -> row.getLong(1))
        .get(0);
  }

  private static boolean drop(StoreConnection connection, int bucket) throws SQLException {
    try {
      return connection.atomically(
          statements -> {
            statements.execute("DROP TABLE " + of(bucket));
            return true;
          });
    } catch (SQLException e) {
      return switch (connection.dialect().failure(e)) {
        case LOCKED, NO_TABLE -> false;
        default -> throw e;
      };
    }
  }

  /** Also the tables that are not of a bucket. */
  static void ensure(StoreConnection connection, long now) throws Unavailable, SQLException {
    MarkerConfiguration configuration = connection.configuration();
    compareClocks(connection, now);
    int bucket = configuration.buckets().at(now);
    Map<String, String> missing = statements(connection.dialect(), List.of(bucket, bucket + 1));
    List<String> existing = tables(connection);
    existing.forEach(missing::remove);
    if (!missing.isEmpty()) {
      create(connection, missing, existing, bucket);
    }
    Optional<String> objection = connection.dialect().objection(connection.statements());
    if (objection.isPresent()) {
      throw new Unavailable("schema: " + objection.get());
    }
  }

  private static void create(
      StoreConnection connection, Map<String, String> missing, List<String> existing, int bucket)
      throws Unavailable, SQLException {
    if (connection.configuration().schemaManagement() == SchemaManagement.VALIDATE) {
      throw new Unavailable(
          "schema: it is VALIDATE and there is no "
              + String.join(", no ", missing.keySet())
              + "; as a user who may create tables, run\n"
              + String.join(";\n", missing.values())
              + ";");
    }
    SortedSet<Integer> buckets = buckets(existing);
    if (missing.containsKey(of(bucket)) && !buckets.isEmpty() && bucket < buckets.last()) {
      throw new Unavailable(
          "bucketDays: there is no "
              + of(bucket)
              + " but there is "
              + of(buckets.last())
              + "; either this node's clock is behind, or the table was dropped, and a new one"
              + " would contradict the markers that were in it");
    }
    for (String statement : missing.values()) {
      create(connection, statement);
    }
  }

  /** A time that is far off would make tables, and then ids, that no other node expects. */
  private static void compareClocks(StoreConnection connection, long now)
      throws Unavailable, SQLException {
    Duration apart = Duration.ofMillis(Math.abs(now - now(connection)));
    Duration max = connection.configuration().deadline();
    if (apart.compareTo(max) > 0) {
      throw new Unavailable(
          "dataSource: the clock of this node and that of the database are %s apart; at most %s is allowed"
              .formatted(apart, max));
    }
  }

  private static void create(StoreConnection connection, String statement) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        connection.statements().execute(statement);
        return;
      } catch (SQLException e) {
        // PostgreSQL looks whether it exists and creates it in two steps: of two nodes that do so
        // at once one violates a unique index of the catalogue.
        switch (connection.dialect().failure(e)) {
          case EXISTS, DUPLICATE, LOCKED -> {
            if (attempt == MAX_ATTEMPTS) {
              throw e;
            }
          }
          default -> throw e;
        }
      }
    }
  }

  private static List<String> tables(StoreConnection connection) throws SQLException {
    return connection.statements().list(connection.dialect().tables(), row -> row.getString(1));
  }

  private static SortedSet<Integer> buckets(List<String> tables) {
    SortedSet<Integer> buckets = new TreeSet<>();
    for (String table : tables) {
      Matcher marker = MARKER_NAME.matcher(table);
      if (marker.matches()) {
        buckets.add(Integer.valueOf(marker.group(1)));
      }
    }
    return buckets;
  }

  private static Map<String, String> statements(Dialect dialect, List<Integer> buckets) {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put(
        STORE,
        """
        CREATE TABLE IF NOT EXISTS %s (
          singleton SMALLINT DEFAULT 1 NOT NULL PRIMARY KEY CHECK (singleton = 1),
          name VARCHAR(64) NOT NULL,
          id UUID NOT NULL,
          token UUID NOT NULL,
          bound BOOLEAN NOT NULL,
          database_identity VARCHAR(1000) NOT NULL,
          bucket_days INTEGER NOT NULL,
          created_at %s DEFAULT %s NOT NULL)%s\
        """
            .formatted(STORE, dialect.timeType(), dialect.clock(), dialect.tableOptions()));
    statements.put(
        NODE,
        """
        CREATE TABLE IF NOT EXISTS %s (
          queue VARCHAR(255) NOT NULL PRIMARY KEY,
          waiting BOOLEAN NOT NULL,
          node VARCHAR(255) NOT NULL,
          heartbeat %s NOT NULL,
          taken_by VARCHAR(255),
          taken_at %s)%s\
        """
            .formatted(NODE, dialect.timeType(), dialect.timeType(), dialect.tableOptions()));
    for (int bucket : buckets) {
      statements.put(
          of(bucket),
          """
          CREATE TABLE IF NOT EXISTS %s (
            id UUID NOT NULL PRIMARY KEY,
            committed BOOLEAN NOT NULL,
            written_at %s DEFAULT %s NOT NULL)%s\
          """
              .formatted(of(bucket), dialect.timeType(), dialect.clock(), dialect.tableOptions()));
    }
    return statements;
  }
}
