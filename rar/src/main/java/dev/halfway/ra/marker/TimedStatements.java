package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Statements on a connection, each with a timeout in seconds. */
record TimedStatements(Connection connection, int timeout) implements Session {

  @FunctionalInterface
  interface Call<A, T> {
    T on(A subject) throws SQLException;
  }

  /** Executes what has no result; says how many rows it changed. */
  int update(String sql, Object... parameters) throws SQLException {
    return timed(sql, parameters, PreparedStatement::executeUpdate);
  }

  @Override
  public void execute(String sql) throws SQLException {
    timed(sql, new Object[0], PreparedStatement::execute);
  }

  /** Executes a query, and makes something of each row. */
  <T> List<T> list(String sql, Call<ResultSet, T> row, Object... parameters) throws SQLException {
    return timed(
        sql,
        parameters,
        statement -> {
          List<T> all = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              all.add(row.on(rows));
            }
          }
          return all;
        });
  }

  @Override
  public String text(String sql) throws SQLException {
    List<String> values = list(sql, row -> Objects.requireNonNullElse(row.getString(1), ""));
    return values.isEmpty() ? "" : values.get(0);
  }

  private <T> T timed(String sql, Object[] parameters, Call<PreparedStatement, T> call)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      int former = statement.getQueryTimeout();
      statement.setQueryTimeout(timeout);
      try {
        T result = call.on(statement);
        // H2 keeps it with the connection, where the application's statements would meet it.
        statement.setQueryTimeout(former);
        return result;
      } catch (SQLException e) {
        try {
          statement.setQueryTimeout(former);
        } catch (SQLException further) {
          e.addSuppressed(further);
        }
        throw e;
      }
    }
  }
}
