package dev.halfway.bus.ticketing;

import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.TicketIssued;
import dev.halfway.bus.TicketRefused;
import dev.halfway.messages.Outgoing;
import dev.halfway.persistence.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues one ticket for each order, or none, and answers the centre in the same transaction. Asked
 * again it gives the same answer, so it needs no inbox: its row says what it has done.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class TicketDesk {

  @Inject private Sql sql;

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
    Issued issued = write(order.order(), decision) ? decision : read(order.order());
    if (issued.isVoid()) {
      return;
    }
    if (issued.ticket() != null) {
      outgoing.send(centre, new TicketIssued(order.order(), issued.ticket()));
    } else {
      outgoing.send(centre, new TicketRefused(order.order(), String.valueOf(issued.reason())));
    }
  }

  /** An order has failed: its ticket, whether issued or still to come, is void. */
  public void withdraw(UUID order) {
    if (!write(order, new Issued(null, null, true))) {
      sql.update("UPDATE bus_ticket SET void = TRUE WHERE order_id = ?", order);
    }
  }

  /** The number on a ticket: for people to read out, and no two of them alike. */
  private static String number(UUID order) {
    String digits = order.toString().replace("-", "").toUpperCase(Locale.ROOT);
    return "T-" + digits.substring(0, 16);
  }

  private boolean write(UUID order, Issued decision) {
    return sql.update(
            "INSERT INTO bus_ticket (order_id, ticket, reason, void, at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            order,
            decision.ticket(),
            decision.reason(),
            decision.isVoid(),
            Instant.now())
        == 1;
  }

  private Issued read(UUID order) {
    return sql.first(
            "SELECT ticket, reason, void FROM bus_ticket WHERE order_id = ?",
            row -> new Issued(row.getString(1), row.getString(2), row.getBoolean(3)),
            order)
        .orElseThrow();
  }
}
