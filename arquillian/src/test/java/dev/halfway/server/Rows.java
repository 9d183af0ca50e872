package dev.halfway.server;

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
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      Set<String> texts = new LinkedHashSet<>();
      while (found.next()) {
        texts.add(found.getString(1));
      }
      return texts;
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
