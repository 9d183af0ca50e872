package dev.halfway.delay;

import dev.halfway.persistence.Sql;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders that are cancelled when their payment time is over. An order's timer has its id, and is
 * what payment and timeout are about: to pay is to recall it. So exactly one of the two happens,
 * and no payment counts that comes after the time, however late the timer fires.
 */
@ApplicationScoped
@Transactional
public class DelayedOrders {

  @Inject private Sql sql;

  @Inject private Timers timers;

  /**
   * Places an order, reserves what was ordered, and sets the timer, all or nothing.
   *
   * @param amount with two decimals at most
   * @param payBy from 1970; in the past to have it cancelled at once
   */
  public DelayedOrder place(BigDecimal amount, Instant payBy) {
    DelayedOrder order =
        new DelayedOrder(
            UUID.randomUUID(),
            amount,
            DelayedOrder.Status.UNPAID,
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            Timers.dueAt(payBy),
            null);
    change(
        "INSERT INTO delay_order (id, amount, status, placed_at, pay_by) VALUES (?, ?, ?, ?, ?)",
        order.id(),
        order.amount(),
        order.status(),
        order.placedAt(),
        order.payBy());
    change("INSERT INTO delay_reservation (order_id, state) VALUES (?, 'HELD')", order.id());
    timers.set(order.id(), Kind.ORDER, null, order.payBy());
    return order;
  }

  /**
   * Pays an order, once however often it is asked to.
   *
   * @return it, {@code PAID} or, when its time is over, {@code CANCELLED}; empty when there is none
   */
  public Optional<DelayedOrder> pay(UUID id) {
    if (timers.recall(id)) {
      // As precisely as the database has it, which would round it up, to the end of its time.
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      DelayedOrder order = find(id).orElseThrow();
      if (now.isBefore(order.payBy())) {
        end(order.id(), DelayedOrder.Status.PAID, "SOLD", now);
        change(
            "INSERT INTO delay_payment (order_id, amount, at) VALUES (?, ?, ?)",
            order.id(),
            order.amount(),
            now);
      } else {
        timeOut(id, now);
      }
    }
    return find(id);
  }

  /** Cancels an order; whoever calls it has ended its timer. */
  public void timeOut(UUID id, Instant at) {
    end(id, DelayedOrder.Status.CANCELLED, "RELEASED", at);
  }

  private void end(UUID id, DelayedOrder.Status how, String reservation, Instant at) {
    change(
        "UPDATE delay_order SET status = ?, done_at = ? WHERE id = ? AND status = 'UNPAID'",
        how,
        at,
        id);
    change(
        "UPDATE delay_reservation SET state = ? WHERE order_id = ? AND state = 'HELD'",
        reservation,
        id);
  }

  /** All that is changed here is one row. */
  private void change(String statement, Object... values) {
    if (sql.update(statement, values) != 1) {
      throw new EJBException("the order and its timer do not agree: " + statement);
    }
  }

  /** The order of this id. */
  public Optional<DelayedOrder> find(UUID id) {
    return sql.first(
        "SELECT amount, status, placed_at, pay_by, done_at FROM delay_order WHERE id = ?",
        row ->
            new DelayedOrder(
                id,
                row.getBigDecimal(1),
                DelayedOrder.Status.valueOf(row.getString(2)),
                Sql.instant(row, 3),
                Sql.instant(row, 4),
                Sql.instantOrNull(row, 5)),
        id);
  }
}
