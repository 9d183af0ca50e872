package dev.halfway.portability.orders;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The rows of orders; their tables are those of the probe. */
@ApplicationScoped
class Orders {

  void insert(String id) throws SQLException {
    insert("INSERT INTO probe (id) VALUES (?)", id);
  }

  /** Has the database refuse at COMMIT: the constraint is checked as late as that. */
  void insertPartOfNothing(String id) throws SQLException {
    insert("INSERT INTO probe_part (probe) VALUES (?)", "not " + id);
  }

  private static void insert(String sql, String value) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
    }
  }

  boolean exists(String id) {
    try (Connection connection = connection();
        PreparedStatement query = connection.prepareStatement("SELECT 1 FROM probe WHERE id = ?")) {
      query.setString(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("BanJNDI") // The name is written here.
  private static Connection connection() throws SQLException {
    try {
      return ((DataSource) new InitialContext().lookup("jdbc/Halfway")).getConnection();
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
