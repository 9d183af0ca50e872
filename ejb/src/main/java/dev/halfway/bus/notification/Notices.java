package dev.halfway.bus.notification;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.OrderState;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Notices for the players, one for each state of an order that they want to know of. */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class Notices {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  /** One of them. */
  public record Notice(OrderState state, String text, Instant at) {}

  /** Writes the notice of a new state, once however often it is told. */
  public void write(OrderChanged order) {
    Optional<String> text = textOf(order);
    if (text.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement notice =
            connection.prepareStatement(
                "INSERT INTO bus_notification (order_id, state, text, at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
      notice.setObject(1, order.order());
      notice.setString(2, order.state().name());
      notice.setString(3, text.get());
      notice.setObject(4, OffsetDateTime.now(ZoneOffset.UTC));
      notice.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException("the notice cannot be written: " + e.getMessage(), e);
    }
  }

  private static Optional<String> textOf(OrderChanged order) {
    return switch (order.state()) {
      case TICKETED -> Optional.of("Your ticket is %s. Good luck!".formatted(order.ticket()));
      case TICKET_FAILED -> Optional.of("No ticket could be issued, and no stake is due.");
      case WON -> Optional.of("You have won %s.".formatted(order.prize()));
      case LOST -> Optional.of("You have won nothing this time.");
      case CREATED, DISPATCHED, DRAWN -> Optional.empty();
    };
  }

  /** Those of an order, the first one first. */
  public List<Notice> of(UUID order) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT state, text, at FROM bus_notification WHERE order_id = ? ORDER BY at")) {
      query.setObject(1, order);
      List<Notice> notices = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          notices.add(
              new Notice(
                  OrderState.valueOf(found.getString(1)),
                  found.getString(2),
                  found.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
      return notices;
    } catch (SQLException e) {
      throw new EJBException("the notices cannot be read: " + e.getMessage(), e);
    }
  }
}
