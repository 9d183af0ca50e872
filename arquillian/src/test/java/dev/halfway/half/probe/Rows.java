package dev.halfway.half.probe;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The rows that transactions write, a second table whose constraint is checked at COMMIT, and that
 * of the notes.
 */
@ApplicationScoped
public class Rows {

  void createTables() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS probe (id varchar(64) NOT NULL PRIMARY KEY)");
      String checked =
          connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
              ? " REFERENCES probe (id) DEFERRABLE INITIALLY DEFERRED"
              : "";
      statement.execute(
          "CREATE TABLE IF NOT EXISTS probe_part (probe varchar(64) NOT NULL" + checked + ")");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS probe_note (id varchar(64) NOT NULL PRIMARY KEY)");
    }
  }

  /** A row, in the transaction of the thread. */
  public void insert(String id) throws SQLException {
    insert("INSERT INTO probe (id) VALUES (?)", id);
  }

  /** What no row is allowed to be at the end of a transaction. */
  public void insertPartOfNothing(String id) throws SQLException {
    insert("INSERT INTO probe_part (probe) VALUES (?)", "not " + id);
  }

  private static Connection connection() throws SQLException {
    return Names.lookup(DataSource.class, Names.DATABASE).getConnection();
  }

  private void insert(String sql, String value) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
    }
  }

  /** The ids of all rows. */
  public List<String> ids() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM probe ORDER BY id")) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }
}
