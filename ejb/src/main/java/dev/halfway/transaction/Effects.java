package dev.halfway.transaction;

import dev.halfway.consumers.Inbox;
import dev.halfway.persistence.Sql;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;

/**
 * What an order brings about in each system: once, in the system's own local transaction, however
 * often its message comes.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Effects {

  @Inject private Inbox inbox;

  @Inject private Sql sql;

  /**
   * Has a system's effect happen unless it has happened for this message.
   *
   * @param consumer under which the inbox keeps what the system has had
   * @param message what identifies the message across redeliveries
   */
  public void happen(
      DownstreamSystem system, String consumer, String message, OrderAnnouncement order) {
    if (!inbox.enter(consumer, message)) {
      return;
    }
    switch (system) {
      case STOCK -> ship(order);
      case POINTS -> credit(order);
      case CART -> emptyCart(order);
    }
    sql.update(
        "INSERT INTO transaction_effect (order_id, system, customer, message, at)"
            + " VALUES (?, ?, ?, ?, ?)",
        order.order(),
        system,
        order.customer(),
        message,
        Instant.now());
  }

  /** Lines are sorted by item: two orders never wait for one another in turn. */
  private void ship(OrderAnnouncement order) {
    int[] shipped =
        sql.batch(
            "UPDATE transaction_item SET stock = stock - ?, reserved = reserved - ?"
                + " WHERE name = ?",
            order.lines().stream().filter(OrderAnnouncement.Line::reserved).toList(),
            line -> new Object[] {line.quantity(), line.quantity(), line.item()});
    if (Arrays.stream(shipped).anyMatch(updated -> updated != 1)) {
      throw new EJBException("a reserved item has no stock: " + order.lines());
    }
  }

  /** A point for each whole unit of money. */
  private void credit(OrderAnnouncement order) {
    long points = order.total().setScale(0, RoundingMode.DOWN).longValueExact();
    if (add(points, order.customer()) == 0) {
      sql.update(
          "INSERT INTO transaction_points (customer, points) VALUES (?, 0) ON CONFLICT DO NOTHING",
          order.customer());
      add(points, order.customer());
    }
  }

  private int add(long points, String customer) {
    return sql.update(
        "UPDATE transaction_points SET points = points + ? WHERE customer = ?", points, customer);
  }

  private void emptyCart(OrderAnnouncement order) {
    sql.batch(
        "DELETE FROM transaction_cart WHERE customer = ? AND item = ?",
        order.lines(),
        line -> new Object[] {order.customer(), line.item()});
  }
}
