package dev.halfway.half.payments;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The payments that were made. */
@ApplicationScoped
public class Payments {

  @Resource(lookup = "java:/jdbc/orders-db")
  private DataSource database;

  /** Makes their table, outside the transactions that use it. */
  public void createTable() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS payment (id VARCHAR(64) NOT NULL PRIMARY KEY)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes one, as part of the current transaction. */
  public void add(String key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO payment (id) VALUES (?)")) {
      insert.setString(1, key);
      insert.executeUpdate();
    }
  }

  /** Whether it was made; not without a key. */
  public boolean exists(@Nullable String key) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT 1 FROM payment WHERE id = ?")) {
      select.setString(1, key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
