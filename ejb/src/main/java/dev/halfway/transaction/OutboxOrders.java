package dev.halfway.transaction;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** The message is a row beside the order, and a relay sends it once the order is there. */
@Stateless
public class OutboxOrders {

  @Inject private LocallyCommitted orders;
  @Inject private Outbox outbox;

  public void place(NewOrder order) throws OrderRefused {
    orders.place(Mode.OUTBOX, order, outbox::add);
  }
}
