package dev.halfway.ra.marker;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * H2 in this process.
 *
 * @param settings as in its URLs
 */
record H2(String settings) implements TestDatabase {

  @Override
  public String product() {
    return "H2";
  }

  /** Waits long for locks, so that what ends a wait is not the session's own timeout. */
  @Override
  public DataSource empty() {
    return at("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000");
  }

  @Override
  public DataSource readOnly(Preparation preparation) throws Exception {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "h2-" + UUID.randomUUID());
    preparation.accept(at("file:" + file));
    return at("file:" + file + ";ACCESS_MODE_DATA=r");
  }

  @Override
  public String lockTimeout(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT LOCK_TIMEOUT()")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void setLockTimeout(Connection connection, int milliseconds) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT " + milliseconds);
    }
  }

  private DataSource at(String place) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:" + place + settings);
    return dataSource;
  }
}
