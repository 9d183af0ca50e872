package dev.halfway.smoothing;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What is on sale. */
@ApplicationScoped
@Transactional(rollbackOn = StockBelowSold.class)
public class SaleItems {

  @Inject private Sql sql;
  @Inject private Audit audit;

  /**
   * Puts an item on sale, or changes how much there is of it.
   *
   * @param name 1 to 64 characters
   * @param stock all there is, what is sold included, from 0
   * @param who for the audit trail
   * @throws StockBelowSold when more is sold; nothing was changed
   */
  public SaleItem offer(String name, int stock, String who) throws StockBelowSold {
    sql.update(
        "INSERT INTO smoothing_item (name, stock, sold) VALUES (?, 0, 0) ON CONFLICT DO NOTHING",
        name);
    boolean changed =
        sql.update(
                "UPDATE smoothing_item SET stock = ? WHERE name = ? AND sold <= ?",
                stock,
                name,
                stock)
            == 1;
    SaleItem item = find(name).orElseThrow();
    if (!changed) {
      throw new StockBelowSold(item);
    }
    audit.record(who, "sale-item put", name, "stock " + stock);
    return item;
  }

  /** The item of this name. */
  public Optional<SaleItem> find(String name) {
    return sql.first(
        "SELECT stock, sold FROM smoothing_item WHERE name = ?",
        row -> new SaleItem(name, row.getInt(1), row.getInt(2)),
        name);
  }
}
