package dev.halfway.transaction.comparison;

import dev.halfway.persistence.Sql;
import dev.halfway.transaction.DownstreamSystem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Compares orders and effects in the database, by nothing but their tables. */
@ApplicationScoped
class Reconciliation {

  private static final int SYSTEMS = DownstreamSystem.values().length;

  private static final String INCOMPLETE =
      "SELECT count(*) FROM transaction_order o WHERE o.customer LIKE ? AND "
          + SYSTEMS
          + " > (SELECT count(DISTINCT e.system) FROM transaction_effect e WHERE e.order_id = o.id)";

  @Inject private Sql sql;

  /**
   * What there is of the orders of some customers.
   *
   * @param customers a pattern as LIKE takes it
   * @param promised the orders that their callers were told of
   * @param settled whether nothing is on its way any more
   */
  Integrity of(String customers, Set<UUID> promised, boolean settled) {
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

  private Set<UUID> orders(String customers) {
    return new HashSet<>(
        sql.list(
            "SELECT id FROM transaction_order WHERE customer LIKE ?",
            row -> row.getObject(1, UUID.class),
            customers));
  }

  /** Orders of some customers that have not all effects. */
  int incomplete(String customers) {
    return count(INCOMPLETE, customers);
  }

  /** When the last effect of each order was that has all of them. */
  Map<UUID, Instant> completed(String customers) {
    Map<UUID, Instant> completed = new HashMap<>();
    sql.list(
            "SELECT order_id, max(at) FROM transaction_effect WHERE customer LIKE ?"
                + " GROUP BY order_id HAVING count(DISTINCT system) = "
                + SYSTEMS,
            row -> Map.entry(row.getObject(1, UUID.class), Sql.instant(row, 2)),
            customers)
        .forEach(order -> completed.put(order.getKey(), order.getValue()));
    return completed;
  }

  private int count(String query, String customers) {
    return (int) sql.number(query, customers);
  }
}
