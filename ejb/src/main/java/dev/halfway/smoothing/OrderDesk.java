package dev.halfway.smoothing;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Works orders off: all the database has to do for one. The order's row is written first and the
 * item's, which all orders of it want, last, so that it is locked for as short as can be.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class OrderDesk {

  @Inject private Sql sql;

  /**
   * Confirms an order if there is enough left of its item, once however often it is called.
   *
   * @return what has become of it; empty when that was known before
   */
  public Optional<WorkedOff> work(SaleOrder order) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    if (!enter(order, now)) {
      return Optional.empty();
    }
    if (sell(order)) {
      return Optional.of(new WorkedOff(order, SaleOrderState.CONFIRMED, now));
    }
    sql.update("UPDATE smoothing_order SET state = 'SOLD_OUT' WHERE id = ?", order.id());
    return Optional.of(new WorkedOff(order, SaleOrderState.SOLD_OUT, now));
  }

  private boolean enter(SaleOrder order, Instant now) {
    return sql.update(
            "INSERT INTO smoothing_order (id, item, quantity, buyer, state, accepted_at, done_at)"
                + " VALUES (?, ?, ?, ?, 'CONFIRMED', ?, ?) ON CONFLICT DO NOTHING",
            order.id(),
            order.item(),
            order.quantity(),
            order.buyer(),
            order.acceptedAt(),
            now)
        == 1;
  }

  private boolean sell(SaleOrder order) {
    return sql.update(
            "UPDATE smoothing_item SET sold = sold + ? WHERE name = ? AND stock - sold >= ?",
            order.quantity(),
            order.item(),
            order.quantity())
        == 1;
  }

  /** What has become of an order that was worked off. */
  public Optional<WorkedOff> find(UUID id) {
    return sql.first(
        "SELECT item, quantity, buyer, state, accepted_at, done_at FROM smoothing_order"
            + " WHERE id = ?",
        row ->
            new WorkedOff(
                new SaleOrder(
                    id, row.getString(1), row.getInt(2), row.getString(3), Sql.instant(row, 5)),
                SaleOrderState.valueOf(row.getString(4)),
                Sql.instant(row, 6)),
        id);
  }
}
