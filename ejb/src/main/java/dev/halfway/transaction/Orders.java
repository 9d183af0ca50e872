package dev.halfway.transaction;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Orders, placed by whichever mechanism is asked for. */
@Stateless
@TransactionAttribute(NOT_SUPPORTED)
public class Orders {

  @Inject private PlainOrders plain;
  @Inject private XaOrders xa;
  @Inject private HalfOrders half;
  @Inject private OutboxOrders outbox;
  @Inject private XaParticipation participation;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /**
   * Places an order. What it brings about in other systems happens after this has returned.
   *
   * <p>Any other exception than the one below leaves open whether the order was placed, as a lost
   * answer does; {@link #find} tells. By {@link Mode#PLAIN} it may then be there although no other
   * system will ever hear of it.
   *
   * @throws OrderRefused when nothing was stored and nothing will be sent
   * @throws XaUnavailable when nothing was stored and nothing will be sent, by {@link Mode#XA}
   */
  public void place(Mode mode, NewOrder order) throws OrderRefused, XaUnavailable {
    switch (mode) {
      case PLAIN -> plain.place(order);
      case XA -> placeByXa(order);
      case HALF -> half.place(order);
      case OUTBOX -> outbox.place(order);
    }
  }

  private void placeByXa(NewOrder order) throws OrderRefused, XaUnavailable {
    try {
      xa.place(order);
    } catch (RuntimeException e) {
      if (isXaRefused(e)) {
        throw new XaUnavailable(e);
      }
      throw e;
    }
  }

  private boolean isXaRefused(RuntimeException failure) {
    try {
      return participation.isRefused();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /** The order of this id, with what has come of it so far. */
  public Optional<Order> find(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement order =
            connection.prepareStatement(
                "SELECT mode, customer, total, placed_at FROM transaction_order WHERE id = ?")) {
      order.setObject(1, id);
      try (ResultSet found = order.executeQuery()) {
        return found.next()
            ? Optional.of(
                new Order(
                    id,
                    Mode.valueOf(found.getString(1)),
                    found.getString(2),
                    found.getBigDecimal(3),
                    instant(found, 4),
                    effects(connection, id)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new EJBException("the order cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<DownstreamSystem, Instant> effects(Connection connection, UUID order)
      throws SQLException {
    try (PreparedStatement effects =
        connection.prepareStatement(
            "SELECT system, min(at) FROM transaction_effect WHERE order_id = ? GROUP BY system")) {
      effects.setObject(1, order);
      Map<DownstreamSystem, Instant> done = new EnumMap<>(DownstreamSystem.class);
      try (ResultSet found = effects.executeQuery()) {
        while (found.next()) {
          done.put(DownstreamSystem.valueOf(found.getString(1)), instant(found, 2));
        }
      }
      return done;
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
