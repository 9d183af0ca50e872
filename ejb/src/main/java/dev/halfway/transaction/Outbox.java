package dev.halfway.transaction;

import dev.halfway.messages.Payload;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/** What was announced and is still to be sent, written in the transaction of the order. */
@ApplicationScoped
class Outbox {

  /** Something was added in a transaction; whoever observes its success may send it. */
  record Added() {}

  @Inject private Sql sql;

  @Inject private Event<Added> added;

  void add(OrderAnnouncement placed) {
    sql.update(
        "INSERT INTO transaction_outbox (message, about, customer, lane, type, body)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        UUID.randomUUID(),
        placed.about(),
        placed.customer(),
        Math.floorMod(placed.customer().hashCode(), OutboxRelay.LANES),
        Payload.typeOf(OrderAnnouncement.class),
        Payload.write(placed));
    added.fire(new Added());
  }
}
