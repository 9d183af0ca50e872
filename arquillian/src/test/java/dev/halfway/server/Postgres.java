package dev.halfway.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A PostgreSQL of a test's own, as durable as a real one: the library's own defaults forgo that.
 */
public final class Postgres implements AutoCloseable {

  private final EmbeddedPostgres postgres;

  private Postgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts one on a free port. */
  public static Postgres start() {
    try {
      return new Postgres(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_prepared_transactions", "64")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes a server use it. */
  public Map<String, String> settings() {
    return Map.of(
        "halfway.db.driver", "postgresql",
        "halfway.db.url", postgres.getJdbcUrl("postgres", "postgres") + "&socketTimeout=90",
        "halfway.db.user", "postgres",
        "halfway.db.password", "postgres");
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
