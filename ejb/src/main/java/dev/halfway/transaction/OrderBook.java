package dev.halfway.transaction;

import dev.halfway.transaction.OrderRefused.Reason;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The business of an order, the same by every mechanism: stores it, reserves the stock, announces
 * it, and refuses it last of all. So whatever was done before must be undone, the announcement
 * included; that is the mechanism's part.
 *
 * <p>Plain JDBC, because the datasource differs from mechanism to mechanism, and nothing else may.
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
   * @throws EJBException the database does not do it, and the transaction rolls back
   */
  OrderPlaced place(
      DataSource database, Mode mode, NewOrder order, Consumer<OrderPlaced> announcement)
      throws OrderRefused {
    OrderPlaced placed;
    try (Connection connection = database.getConnection()) {
      insert(connection, order, mode);
      placed =
          new OrderPlaced(
              order.id(), order.customer(), order.total(), reserve(connection, order.lines()));
    } catch (SQLException e) {
      // Unchecked: a checked one would have the container commit what was done so far.
      throw new EJBException("the order cannot be stored: " + e.getMessage(), e);
    }
    announcement.accept(placed);
    BigDecimal limit = configuration.orderLimit();
    if (order.total().compareTo(limit) > 0) {
      throw new OrderRefused(
          Reason.LIMIT, "the order costs %s, and %s is the most".formatted(order.total(), limit));
    }
    return placed;
  }

  private static void insert(Connection connection, NewOrder order, Mode mode) throws SQLException {
    try (PreparedStatement head =
        connection.prepareStatement(
            "INSERT INTO transaction_order (id, mode, customer, total, placed_at)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      head.setObject(1, order.id());
      head.setString(2, mode.name());
      head.setString(3, order.customer());
      head.setBigDecimal(4, order.total());
      head.setObject(5, OffsetDateTime.now(ZoneOffset.UTC));
      head.executeUpdate();
    }
    try (PreparedStatement line =
        connection.prepareStatement(
            "INSERT INTO transaction_order_line (order_id, number, item, quantity, price)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      int number = 0;
      for (OrderLine one : order.lines()) {
        line.setObject(1, order.id());
        line.setInt(2, number++);
        line.setString(3, one.item());
        line.setInt(4, one.quantity());
        line.setBigDecimal(5, one.price());
        line.addBatch();
      }
      line.executeBatch();
    }
  }

  /** In the same order of items always, so that two orders never wait for one another in turn. */
  private static List<OrderPlaced.Line> reserve(Connection connection, List<OrderLine> lines)
      throws OrderRefused, SQLException {
    List<OrderPlaced.Line> announced = new ArrayList<>();
    try (PreparedStatement reserve =
            connection.prepareStatement(
                "UPDATE transaction_item SET reserved = reserved + ?"
                    + " WHERE name = ? AND stock - reserved >= ?");
        PreparedStatement kept =
            connection.prepareStatement("SELECT 1 FROM transaction_item WHERE name = ?")) {
      for (OrderLine line : lines.stream().sorted(Comparator.comparing(OrderLine::item)).toList()) {
        reserve.setInt(1, line.quantity());
        reserve.setString(2, line.item());
        reserve.setInt(3, line.quantity());
        boolean reserved = reserve.executeUpdate() == 1;
        if (!reserved && isKept(kept, line.item())) {
          throw new OrderRefused(
              Reason.STOCK, "there are less than %d of %s".formatted(line.quantity(), line.item()));
        }
        announced.add(new OrderPlaced.Line(line.item(), line.quantity(), reserved));
      }
    }
    return announced;
  }

  private static boolean isKept(PreparedStatement kept, String item) throws SQLException {
    kept.setString(1, item);
    try (ResultSet found = kept.executeQuery()) {
      return found.next();
    }
  }
}
