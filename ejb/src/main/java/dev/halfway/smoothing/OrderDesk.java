package dev.halfway.smoothing;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
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
 * Works orders off: all the database has to do for one. The order's row is written first and the
 * item's, which all orders of it want, last, so that it is locked for as short as can be.
 */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class OrderDesk {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * Confirms an order if there is enough left of its item, once however often it is called.
   *
   * @return what has become of it; empty when that was known before
   */
  public Optional<WorkedOff> work(SaleOrder order) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Connection connection = database.getConnection()) {
      if (!enter(connection, order, now)) {
        return Optional.empty();
      }
      if (sell(connection, order)) {
        return Optional.of(new WorkedOff(order, OrderState.CONFIRMED, now));
      }
      refuse(connection, order);
      return Optional.of(new WorkedOff(order, OrderState.SOLD_OUT, now));
    } catch (SQLException e) {
      throw new EJBException("the order cannot be worked off: " + e.getMessage(), e);
    }
  }

  private static boolean enter(Connection connection, SaleOrder order, Instant now)
      throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            "INSERT INTO smoothing_order (id, item, quantity, buyer, state, accepted_at, done_at)"
                + " VALUES (?, ?, ?, ?, 'CONFIRMED', ?, ?) ON CONFLICT DO NOTHING")) {
      row.setObject(1, order.id());
      row.setString(2, order.item());
      row.setInt(3, order.quantity());
      row.setString(4, order.buyer());
      row.setObject(5, order.acceptedAt().atOffset(ZoneOffset.UTC));
      row.setObject(6, now.atOffset(ZoneOffset.UTC));
      return row.executeUpdate() == 1;
    }
  }

  private static boolean sell(Connection connection, SaleOrder order) throws SQLException {
    try (PreparedStatement item =
        connection.prepareStatement(
            "UPDATE smoothing_item SET sold = sold + ? WHERE name = ? AND stock - sold >= ?")) {
      item.setInt(1, order.quantity());
      item.setString(2, order.item());
      item.setInt(3, order.quantity());
      return item.executeUpdate() == 1;
    }
  }

  private static void refuse(Connection connection, SaleOrder order) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement("UPDATE smoothing_order SET state = 'SOLD_OUT' WHERE id = ?")) {
      row.setObject(1, order.id());
      row.executeUpdate();
    }
  }

  /** What has become of an order that was worked off. */
  public Optional<WorkedOff> find(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT item, quantity, buyer, state, accepted_at, done_at FROM smoothing_order"
                    + " WHERE id = ?")) {
      query.setObject(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? Optional.of(
                new WorkedOff(
                    new SaleOrder(
                        id,
                        found.getString(1),
                        found.getInt(2),
                        found.getString(3),
                        found.getObject(5, OffsetDateTime.class).toInstant()),
                    OrderState.valueOf(found.getString(4)),
                    found.getObject(6, OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new EJBException("the order cannot be read: " + e.getMessage(), e);
    }
  }
}
