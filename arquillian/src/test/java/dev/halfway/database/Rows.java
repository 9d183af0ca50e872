package dev.halfway.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;

/** What is in a database that a test asks itself, past the server. */
public record Rows(DataSource database) {

  /** What it answers to a question for one number. */
  public int number(String query) {
    return Integer.parseInt(texts(query).iterator().next());
  }

  /** What it answers to a question for texts, in its order. */
  public Set<String> texts(String query) {
    Set<String> texts = new LinkedHashSet<>();
    each(query, row -> texts.add(row.getString(1)));
    return texts;
  }

  /** What is done with a row of an answer. */
  @FunctionalInterface
  public interface Row {
    /** Reads it; must not move on. */
    void read(ResultSet row) throws SQLException;
  }

  /** Goes through all it answers, in its order. */
  public void each(String query, Row each) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        each.read(found);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes something. */
  public void execute(String statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
