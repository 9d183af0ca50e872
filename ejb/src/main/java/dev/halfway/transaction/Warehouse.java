package dev.halfway.transaction;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The items whose stock is kept. Of others any quantity can be ordered. */
@ApplicationScoped
@Transactional(rollbackOn = StockBelowReserved.class)
public class Warehouse {

  @Inject private Sql sql;
  @Inject private Audit audit;

  /**
   * Sets what is in the warehouse of an item, and keeps its stock from now on.
   *
   * @param name 1 to 64 characters
   * @param stock from 0
   * @param who for the audit trail
   * @throws StockBelowReserved when more is reserved; nothing was changed
   */
  public Item keep(String name, int stock, String who) throws StockBelowReserved {
    sql.update(
        "INSERT INTO transaction_item (name, stock, reserved) VALUES (?, 0, 0)"
            + " ON CONFLICT DO NOTHING",
        name);
    boolean kept =
        sql.update(
                "UPDATE transaction_item SET stock = ? WHERE name = ? AND reserved <= ?",
                stock,
                name,
                stock)
            == 1;
    Item item = find(name).orElseThrow();
    if (!kept) {
      throw new StockBelowReserved(item);
    }
    audit.record(who, "item put", name, "stock " + stock);
    return item;
  }

  /** The item of this name, if its stock is kept. */
  public Optional<Item> find(String name) {
    return sql.first(
        "SELECT stock, reserved FROM transaction_item WHERE name = ?",
        row -> new Item(name, row.getInt(1), row.getInt(2)),
        name);
  }
}
