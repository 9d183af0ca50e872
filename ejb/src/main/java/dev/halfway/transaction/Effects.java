package dev.halfway.transaction;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import dev.halfway.shared.Inbox;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * What an order brings about in each system: once, in the system's own local transaction, however
 * often its message comes.
 */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class Effects {

  @Inject private Inbox inbox;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * Has a system's effect happen unless it has happened for this message.
   *
   * @param consumer under which the inbox keeps what the system has had
   * @param message what identifies the message across redeliveries
   */
  public void happen(DownstreamSystem system, String consumer, String message, OrderPlaced order) {
    if (!inbox.enter(consumer, message)) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      switch (system) {
        case STOCK -> ship(connection, order);
        case POINTS -> credit(connection, order);
        case CART -> emptyCart(connection, order);
      }
      record(connection, system, message, order);
    } catch (SQLException e) {
      throw new EJBException(e.getMessage(), e);
    }
  }

  /** Lines are sorted by item: two orders never wait for one another in turn. */
  private static void ship(Connection connection, OrderPlaced order) throws SQLException {
    try (PreparedStatement item =
        connection.prepareStatement(
            "UPDATE transaction_item SET stock = stock - ?, reserved = reserved - ?"
                + " WHERE name = ?")) {
      for (OrderPlaced.Line line : order.lines()) {
        if (line.reserved()) {
          item.setInt(1, line.quantity());
          item.setInt(2, line.quantity());
          item.setString(3, line.item());
          item.addBatch();
        }
      }
      if (Arrays.stream(item.executeBatch()).anyMatch(updated -> updated != 1)) {
        throw new SQLException("a reserved item has no stock: " + order.lines());
      }
    }
  }

  /** A point for each whole unit of money. */
  private static void credit(Connection connection, OrderPlaced order) throws SQLException {
    try (PreparedStatement account =
            connection.prepareStatement(
                "INSERT INTO transaction_points (customer, points) VALUES (?, 0)"
                    + " ON CONFLICT DO NOTHING");
        PreparedStatement points =
            connection.prepareStatement(
                "UPDATE transaction_points SET points = points + ? WHERE customer = ?")) {
      points.setLong(1, order.total().setScale(0, RoundingMode.DOWN).longValueExact());
      points.setString(2, order.customer());
      if (points.executeUpdate() == 0) {
        account.setString(1, order.customer());
        account.executeUpdate();
        points.executeUpdate();
      }
    }
  }

  private static void emptyCart(Connection connection, OrderPlaced order) throws SQLException {
    try (PreparedStatement item =
        connection.prepareStatement(
            "DELETE FROM transaction_cart WHERE customer = ? AND item = ?")) {
      for (OrderPlaced.Line line : order.lines()) {
        item.setString(1, order.customer());
        item.setString(2, line.item());
        item.addBatch();
      }
      item.executeBatch();
    }
  }

  private static void record(
      Connection connection, DownstreamSystem system, String message, OrderPlaced order)
      throws SQLException {
    try (PreparedStatement effect =
        connection.prepareStatement(
            "INSERT INTO transaction_effect (order_id, system, customer, message, at)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      effect.setObject(1, order.order());
      effect.setString(2, system.name());
      effect.setString(3, order.customer());
      effect.setString(4, message);
      effect.setObject(5, OffsetDateTime.now(ZoneOffset.UTC));
      effect.executeUpdate();
    }
  }
}
