package dev.halfway.bus.ticketing;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.TicketIssued;
import dev.halfway.bus.TicketRefused;
import dev.halfway.shared.Outgoing;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Issues one ticket for each order, or none, and answers the centre in the same transaction. Asked
 * again it gives the same answer, so it needs no inbox: its row says what it has done.
 */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class TicketDesk {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Resource(lookup = "java:/jms/bus/centre")
  private Queue centre;

  @Inject private Outgoing outgoing;
  @Inject private Ticketing ticketing;

  /** What the row of an order says. */
  private record Issued(@Nullable String ticket, @Nullable String reason, boolean isVoid) {}

  /** Issues the ticket of an order, or refuses it, unless that was done or the order has failed. */
  public void issue(OrderChanged order) {
    BigDecimal limit = ticketing.limit();
    boolean refused = order.stake().compareTo(limit) > 0;
    Issued decision =
        new Issued(
            refused ? null : number(order.order()),
            refused ? "stakes above " + limit.toPlainString() + " get no ticket" : null,
            false);
    try (Connection connection = database.getConnection()) {
      Issued issued =
          write(connection, order.order(), decision) ? decision : read(connection, order.order());
      if (issued.isVoid()) {
        return;
      }
      if (issued.ticket() != null) {
        outgoing.send(centre, new TicketIssued(order.order(), issued.ticket()));
      } else {
        outgoing.send(centre, new TicketRefused(order.order(), String.valueOf(issued.reason())));
      }
    } catch (SQLException e) {
      throw new EJBException("the ticket cannot be issued: " + e.getMessage(), e);
    }
  }

  /** An order has failed: its ticket, whether issued or still to come, is void. */
  public void withdraw(UUID order) {
    try (Connection connection = database.getConnection()) {
      if (!write(connection, order, new Issued(null, null, true))) {
        try (PreparedStatement ticket =
            connection.prepareStatement("UPDATE bus_ticket SET void = TRUE WHERE order_id = ?")) {
          ticket.setObject(1, order);
          ticket.executeUpdate();
        }
      }
    } catch (SQLException e) {
      throw new EJBException("the ticket cannot be withdrawn: " + e.getMessage(), e);
    }
  }

  /** The number on a ticket: for people to read out, and no two of them alike. */
  private static String number(UUID order) {
    String digits = order.toString().replace("-", "").toUpperCase(Locale.ROOT);
    return "T-" + digits.substring(0, 16);
  }

  private static boolean write(Connection connection, UUID order, Issued decision)
      throws SQLException {
    try (PreparedStatement ticket =
        connection.prepareStatement(
            "INSERT INTO bus_ticket (order_id, ticket, reason, void, at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      ticket.setObject(1, order);
      ticket.setString(2, decision.ticket());
      ticket.setString(3, decision.reason());
      ticket.setBoolean(4, decision.isVoid());
      ticket.setObject(5, OffsetDateTime.now(ZoneOffset.UTC));
      return ticket.executeUpdate() == 1;
    }
  }

  private static Issued read(Connection connection, UUID order) throws SQLException {
    try (PreparedStatement ticket =
        connection.prepareStatement(
            "SELECT ticket, reason, void FROM bus_ticket WHERE order_id = ?")) {
      ticket.setObject(1, order);
      try (ResultSet found = ticket.executeQuery()) {
        found.next();
        return new Issued(found.getString(1), found.getString(2), found.getBoolean(3));
      }
    }
  }
}
