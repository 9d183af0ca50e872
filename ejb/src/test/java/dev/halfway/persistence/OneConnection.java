package dev.halfway.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** An H2 with the application's tables, and one connection to it that has to do for everybody. */
public final class OneConnection implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 2;

  private final Connection kept;
  private final JdbcConnectionPool pool;

  /** A new one. */
  public OneConnection() throws SQLException {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "", "");
    // An in-memory database lives as long as a connection to it.
    kept = pool.getConnection();
    Migrations.migrate(pool);
    kept.close();
    pool.setMaxConnections(1);
    pool.setLoginTimeout(PATIENCE_SECONDS);
  }

  /** Whoever wants a second connection fails. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
