package dev.halfway.persistence;

import jakarta.ejb.EJBException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements on a database, in the caller's transaction, or each in one of its own where there is
 * none. All fail with {@link EJBException} when the database does, and then the transaction can
 * only roll back. Thread-safe.
 *
 * <p>One statement at a time: whoever asks for another one amid a statement, as in what reads a
 * row, gets an {@link IllegalStateException}. Outside of transactions that would take a second
 * connection while the first is held, and when the pool is empty threads that do so wait for one
 * another.
 *
 * <p>Values are what {@link PreparedStatement#setObject(int, Object)} takes, instants, and enums,
 * which are stored by name.
 */
public final class Sql {

  /** What this thread is amid; absent where it holds no connection. */
  private static final ThreadLocal<String> AMID = new ThreadLocal<>();

  private final DataSource database;

  /** On a database; beans that want the product's own have it injected. */
  public Sql(DataSource database) {
    this.database = database;
  }

  /** What is read from a row. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it; must neither move on to another row nor ask the database for anything else. */
    T of(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T with(String sql, Use<T> use) {
    String outer = AMID.get();
    if (outer != null) {
      throw new IllegalStateException("\"%s\" is asked for amid \"%s\"".formatted(sql, outer));
    }
    AMID.set(sql);
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return use.of(statement);
    } catch (SQLException e) {
      throw new EJBException("the database failed: " + e.getMessage(), e);
    } finally {
      AMID.remove();
    }
  }

  private static PreparedStatement set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else if (value instanceof Enum<?> constant) {
        statement.setString(i + 1, constant.name());
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  /** Changes rows, and says how many. */
  public int update(String sql, @Nullable Object... values) {
    return with(sql, statement -> set(statement, values).executeUpdate());
  }

  /** Changes rows once for each of some things, and says how many for each. */
  public <T> int[] batch(String sql, Collection<T> things, Function<T, @Nullable Object[]> values) {
    if (things.isEmpty()) {
      return new int[0];
    }
    return with(
        sql,
        statement -> {
          for (T thing : things) {
            set(statement, values.apply(thing)).addBatch();
          }
          return statement.executeBatch();
        });
  }

  /** All rows that are found, in the order of the query. */
  public <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... values) {
    return with(
        sql,
        statement -> {
          List<T> list = new ArrayList<>();
          try (ResultSet found = set(statement, values).executeQuery()) {
            while (found.next()) {
              list.add(reading.of(found));
            }
          }
          return list;
        });
  }

  /** The first row that is found. */
  public <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... values) {
    return with(
        sql,
        statement -> {
          try (ResultSet found = set(statement, values).executeQuery()) {
            return found.next() ? Optional.of(reading.of(found)) : Optional.empty();
          }
        });
  }

  /** Whether a row is found. */
  public boolean any(String sql, @Nullable Object... values) {
    return first(sql, row -> true, values).isPresent();
  }

  /** The number that a query for one finds. */
  public long number(String sql, @Nullable Object... values) {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /** So many question marks, for a list of values behind {@code IN}; at least one. */
  public static String placeholders(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** A time; null where there is none. */
  public static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A time that is there. */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
