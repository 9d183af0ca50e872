package dev.halfway.transaction;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.stream.Collectors;

/** Points and carts. Whoever is not known has none of either. */
@ApplicationScoped
@Transactional
public class Customers {

  @Inject private Sql sql;
  @Inject private Audit audit;

  /** What is known of a customer. */
  public Customer find(String name) {
    return new Customer(name, points(name), cart(name));
  }

  /**
   * Puts so many of an item into a customer's cart, instead of what was there of it.
   *
   * @param quantity from 1
   * @param who for the audit trail
   */
  public void putIntoCart(String customer, String item, int quantity, String who) {
    int added =
        sql.update(
            "INSERT INTO transaction_cart (customer, item, quantity) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            customer,
            item,
            quantity);
    if (added == 0) {
      sql.update(
          "UPDATE transaction_cart SET quantity = ? WHERE customer = ? AND item = ?",
          quantity,
          customer,
          item);
    }
    audit.record(who, "cart put", customer + ": " + item, "quantity " + quantity);
  }

  private long points(String customer) {
    return sql.first(
            "SELECT points FROM transaction_points WHERE customer = ?",
            row -> row.getLong(1),
            customer)
        .orElse(0L);
  }

  private Map<String, Integer> cart(String customer) {
    return sql
        .list(
            "SELECT item, quantity FROM transaction_cart WHERE customer = ?",
            row -> Map.entry(row.getString(1), row.getInt(2)),
            customer)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
