package dev.halfway.transaction;

import dev.halfway.persistence.Sql;
import dev.halfway.transaction.OrderRefused.Reason;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The business of an order, the same by every mechanism: stores it, reserves the stock, and refuses
 * what costs too much. Only the datasource differs, because two-phase commit needs one of its own.
 */
@ApplicationScoped
class OrderBook {

  @Inject private TransactionConfiguration configuration;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Resource(lookup = "java:/jdbc/HalfwayXA")
  private DataSource xaDatabase;

  /**
   * Stores an order and reserves its stock, in the caller's transaction.
   *
   * @return what the other systems are to be told
   * @throws OrderRefused there is not enough of an item, and the transaction must roll back
   * @throws jakarta.ejb.EJBException the database does not do it, and the transaction rolls back
   */
  OrderAnnouncement enter(Mode mode, NewOrder order) throws OrderRefused {
    Sql sql = new Sql(mode == Mode.XA ? xaDatabase : database);
    insert(sql, order, mode);
    return new OrderAnnouncement(
        order.id(), order.customer(), order.total(), reserve(sql, order.lines()));
  }

  /**
   * Refuses an order that costs too much.
   *
   * @throws OrderRefused the transaction must roll back
   */
  void requireLimit(NewOrder order) throws OrderRefused {
    BigDecimal limit = configuration.orderLimit();
    if (order.total().compareTo(limit) > 0) {
      throw new OrderRefused(
          Reason.LIMIT, "the order costs %s, and %s is the most".formatted(order.total(), limit));
    }
  }

  private static void insert(Sql sql, NewOrder order, Mode mode) {
    sql.update(
        "INSERT INTO transaction_order (id, mode, customer, total, placed_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        order.id(),
        mode,
        order.customer(),
        order.total(),
        Instant.now());
    List<OrderLine> lines = order.lines();
    sql.batch(
        "INSERT INTO transaction_order_line (order_id, number, item, quantity, price)"
            + " VALUES (?, ?, ?, ?, ?)",
        IntStream.range(0, lines.size()).boxed().toList(),
        number -> {
          OrderLine line = lines.get(number);
          return new Object[] {order.id(), number, line.item(), line.quantity(), line.price()};
        });
  }

  /** In the same order of items always, so that two orders never wait for one another in turn. */
  private static List<OrderAnnouncement.Line> reserve(Sql sql, List<OrderLine> lines)
      throws OrderRefused {
    List<OrderAnnouncement.Line> announced = new ArrayList<>();
    for (OrderLine line : lines.stream().sorted(Comparator.comparing(OrderLine::item)).toList()) {
      boolean reserved =
          sql.update(
                  "UPDATE transaction_item SET reserved = reserved + ?"
                      + " WHERE name = ? AND stock - reserved >= ?",
                  line.quantity(),
                  line.item(),
                  line.quantity())
              == 1;
      if (!reserved && sql.any("SELECT 1 FROM transaction_item WHERE name = ?", line.item())) {
        throw new OrderRefused(
            Reason.STOCK, "there are less than %d of %s".formatted(line.quantity(), line.item()));
      }
      announced.add(new OrderAnnouncement.Line(line.item(), line.quantity(), reserved));
    }
    return announced;
  }
}
