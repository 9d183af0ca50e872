package dev.halfway.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The databases that the product runs on, for tests of statements that both must understand. Each
 * begins with the first test that asks for it and ends with the process; tests share its tables, so
 * each has rows under names of its own.
 */
public enum TestDatabase {
  /** In memory. */
  H2,
  /** A process of its own. */
  POSTGRES;

  private static final class LazyH2 {
    private static final Sql H2 = migrated(inMemory("shared"));
  }

  private static final class LazyPostgres {
    private static final Sql POSTGRES = migrated(started());

    private static DataSource started() {
      try {
        return EmbeddedPostgres.start().getPostgresDatabase();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static DataSource inMemory(String name) {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(
        "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
            .formatted(name));
    return database;
  }

  /** An H2 in memory that nobody else has, for tests that need tables without rows. */
  public static Sql fresh() {
    return migrated(inMemory(UUID.randomUUID().toString()));
  }

  private static Sql migrated(DataSource database) {
    Schema.migrate(database);
    return new Sql(database);
  }

  /** Statements on it. */
  public Sql sql() {
    return this == H2 ? LazyH2.H2 : LazyPostgres.POSTGRES;
  }
}
