package dev.halfway.transaction.comparison;

import dev.halfway.transaction.DownstreamSystem;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Compares orders and effects in the database, by nothing but their tables. */
@ApplicationScoped
class Reconciliation {

  private static final int SYSTEMS = DownstreamSystem.values().length;

  private static final String INCOMPLETE =
      "SELECT count(*) FROM transaction_order o WHERE o.customer LIKE ? AND "
          + SYSTEMS
          + " > (SELECT count(DISTINCT e.system) FROM transaction_effect e WHERE e.order_id = o.id)";

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * What there is of the orders of some customers.
   *
   * @param customers a pattern as LIKE takes it
   * @param promised the orders that their callers were told of
   * @param settled whether nothing is on its way any more
   */
  Integrity of(String customers, Set<UUID> promised, boolean settled) throws SQLException {
    int incomplete = incomplete(customers);
    Set<UUID> orders = orders(customers);
    int missing = (int) promised.stream().filter(one -> !orders.contains(one)).count();
    return new Integrity(
        orders.size(),
        missing + (settled ? incomplete : 0),
        count(
            "SELECT count(DISTINCT e.order_id) FROM transaction_effect e WHERE e.customer LIKE ?"
                + " AND NOT EXISTS (SELECT 1 FROM transaction_order o WHERE o.id = e.order_id)",
            customers),
        count(
            "SELECT COALESCE(sum(times - 1), 0) FROM (SELECT count(*) AS times"
                + " FROM transaction_effect WHERE customer LIKE ? GROUP BY order_id, system) counted",
            customers),
        settled ? 0 : incomplete);
  }

  private Set<UUID> orders(String customers) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement orders =
            connection.prepareStatement("SELECT id FROM transaction_order WHERE customer LIKE ?")) {
      orders.setString(1, customers);
      Set<UUID> ids = new HashSet<>();
      try (ResultSet found = orders.executeQuery()) {
        while (found.next()) {
          ids.add(found.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  /** Orders of some customers that have not all effects. */
  int incomplete(String customers) throws SQLException {
    return count(INCOMPLETE, customers);
  }

  /** When the last effect of each order was that has all of them. */
  Map<UUID, Instant> completed(String customers) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement effects =
            connection.prepareStatement(
                "SELECT order_id, max(at) FROM transaction_effect WHERE customer LIKE ?"
                    + " GROUP BY order_id HAVING count(DISTINCT system) = "
                    + SYSTEMS)) {
      effects.setString(1, customers);
      Map<UUID, Instant> completed = new HashMap<>();
      try (ResultSet found = effects.executeQuery()) {
        while (found.next()) {
          completed.put(
              found.getObject(1, UUID.class), found.getObject(2, OffsetDateTime.class).toInstant());
        }
      }
      return completed;
    }
  }

  private int count(String query, String customers) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement count = connection.prepareStatement(query)) {
      count.setString(1, customers);
      try (ResultSet found = count.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }
}
