package dev.halfway.half;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the test itself sees and does in the database, as its superuser.
 *
 * @param connections past any proxy
 */
record RaceDatabase(DataSource connections) {

  /**
   * Sessions whose transaction has written its marker and that were told nothing since. (A fence in
   * its way waits for a lock, not for its client.)
   */
  private static final String WITH_MARKER =
      "FROM pg_stat_activity WHERE wait_event = 'ClientRead' AND pid IN"
          + " (SELECT pid FROM pg_locks JOIN pg_class ON pg_class.oid = relation"
          + " WHERE mode = 'RowExclusiveLock' AND relname LIKE 'halfway_marker_%')";

  /** Whether the row of a script is there. */
  boolean hasRow(String script) {
    return !query("SELECT id FROM probe WHERE id = '" + script + "'").isEmpty();
  }

  /** How many fences stand. */
  int fences() {
    return query("SELECT relname FROM pg_class WHERE relname ~ '^halfway_marker_\\d+$'").stream()
        .mapToInt(table -> query("SELECT id FROM " + table + " WHERE NOT committed").size())
        .sum();
  }

  /** Whether the transaction is open that has written its marker. */
  boolean hasOpenTransaction() {
    return !query("SELECT pid " + WITH_MARKER).isEmpty();
  }

  /** Ends the sessions whose transactions have written their markers. */
  void endSessions() {
    query("SELECT pg_terminate_backend(pid) " + WITH_MARKER);
  }

  /** From now on ends sessions that leave a transaction open and say nothing for so long. */
  void endIdleTransactionsAfter(int seconds) {
    query("ALTER SYSTEM SET idle_in_transaction_session_timeout = '" + seconds + "s'");
    query("SELECT pg_reload_conf()");
  }

  /** Ends no sessions any more. */
  void endNoIdleTransactions() {
    query("ALTER SYSTEM RESET idle_in_transaction_session_timeout");
    query("SELECT pg_reload_conf()");
  }

  private List<String> query(String sql) {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> first = new ArrayList<>();
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          first.add(rows.getString(1));
        }
      }
      return first;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
