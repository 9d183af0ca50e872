package dev.halfway.transaction;

import dev.halfway.persistence.Sql;
import dev.halfway.transaction.OrderRefused.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The business of an order, the same by every mechanism: stores it, reserves the stock, announces
 * it, and refuses it last of all. So whatever was done before must be undone, the announcement
 * included; that is the mechanism's part.
 *
 * <p>The datasource differs from mechanism to mechanism, and nothing else may.
 */
@ApplicationScoped
class OrderBook {

  @Inject private TransactionConfiguration configuration;

  /**
   * Places an order in the caller's transaction.
   *
   * @param database the datasource of the caller's mechanism
   * @param announcement tells the other systems
   * @throws OrderRefused the transaction rolls back
   * @throws jakarta.ejb.EJBException the database does not do it, and the transaction rolls back
   */
  OrderPlaced place(
      DataSource database, Mode mode, NewOrder order, Consumer<OrderPlaced> announcement)
      throws OrderRefused {
    Sql sql = new Sql(database);
    insert(sql, order, mode);
    OrderPlaced placed =
        new OrderPlaced(order.id(), order.customer(), order.total(), reserve(sql, order.lines()));
    announcement.accept(placed);
    BigDecimal limit = configuration.orderLimit();
    if (order.total().compareTo(limit) > 0) {
      throw new OrderRefused(
          Reason.LIMIT, "the order costs %s, and %s is the most".formatted(order.total(), limit));
    }
    return placed;
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
  private static List<OrderPlaced.Line> reserve(Sql sql, List<OrderLine> lines)
      throws OrderRefused {
    List<OrderPlaced.Line> announced = new ArrayList<>();
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
      announced.add(new OrderPlaced.Line(line.item(), line.quantity(), reserved));
    }
    return announced;
  }
}
