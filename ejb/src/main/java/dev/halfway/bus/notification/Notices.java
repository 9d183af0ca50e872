package dev.halfway.bus.notification;

import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.OrderState;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notices for the players, one for each state of an order that they want to know of. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Notices {

  @Inject private Sql sql;

  /** One of them. */
  public record Notice(OrderState state, String text, Instant at) {}

  /** Writes the notice of a new state, once however often it is told. */
  public void write(OrderChanged order) {
    textOf(order)
        .ifPresent(
            text ->
                sql.update(
                    "INSERT INTO bus_notification (order_id, state, text, at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                    order.order(),
                    order.state(),
                    text,
                    Instant.now()));
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
    return sql.list(
        "SELECT state, text, at FROM bus_notification WHERE order_id = ? ORDER BY at",
        row ->
            new Notice(OrderState.valueOf(row.getString(1)), row.getString(2), Sql.instant(row, 3)),
        order);
  }
}
