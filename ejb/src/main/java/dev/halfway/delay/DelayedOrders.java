package dev.halfway.delay;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Orders that are cancelled when their payment time is over. An order's timer has its id, and is
 * what payment and timeout are about: to pay is to recall it. So exactly one of the two happens,
 * and no payment counts that comes after the time, however late the timer fires.
 */
@Stateless
public class DelayedOrders {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

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
    update(
        "INSERT INTO delay_order (id, amount, status, placed_at, pay_by) VALUES (?, ?, ?, ?, ?)",
        order.id(),
        order.amount(),
        order.status().name(),
        order.placedAt().atOffset(ZoneOffset.UTC),
        order.payBy().atOffset(ZoneOffset.UTC));
    update("INSERT INTO delay_reservation (order_id, state) VALUES (?, 'HELD')", order.id());
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
        update(
            "INSERT INTO delay_payment (order_id, amount, at) VALUES (?, ?, ?)",
            order.id(),
            order.amount(),
            now.atOffset(ZoneOffset.UTC));
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
    update(
        "UPDATE delay_order SET status = ?, done_at = ? WHERE id = ? AND status = 'UNPAID'",
        how.name(),
        at.atOffset(ZoneOffset.UTC),
        id);
    update(
        "UPDATE delay_reservation SET state = ? WHERE order_id = ? AND state = 'HELD'",
        reservation,
        id);
  }

  /** All that is changed here is one row. */
  private void update(String statement, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      if (update.executeUpdate() != 1) {
        throw new EJBException("the order and its timer do not agree: " + statement);
      }
    } catch (SQLException e) {
      throw new EJBException("the order cannot be written: " + e.getMessage(), e);
    }
  }

  /** The order of this id. */
  public Optional<DelayedOrder> find(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT amount, status, placed_at, pay_by, done_at FROM delay_order"
                    + " WHERE id = ?")) {
      query.setObject(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(order(id, found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new EJBException("the order cannot be read: " + e.getMessage(), e);
    }
  }

  private static DelayedOrder order(UUID id, ResultSet row) throws SQLException {
    OffsetDateTime doneAt = row.getObject(5, OffsetDateTime.class);
    return new DelayedOrder(
        id,
        row.getBigDecimal(1),
        DelayedOrder.Status.valueOf(row.getString(2)),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        doneAt == null ? null : doneAt.toInstant());
  }
}
