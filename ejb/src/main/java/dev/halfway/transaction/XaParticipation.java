package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Whether the database takes part in two-phase commit. PostgreSQL does not, unless it is told to.
 */
@ApplicationScoped
public class XaParticipation {

  @Resource(lookup = "java:/jdbc/HalfwayRelay")
  private DataSource database;

  /** Whether it says that it does not. */
  public boolean isRefused() throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        return false;
      }
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery("SELECT current_setting('max_prepared_transactions')::int")) {
        return found.next() && found.getInt(1) == 0;
      }
    }
  }
}
