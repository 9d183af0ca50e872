package dev.halfway.transaction;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;

/**
 * Commits the order, then sends the message. Whatever dies or fails in between leaves an order that
 * no other system ever hears of: that is what the other mechanisms are for.
 */
@Stateless
@TransactionAttribute(NOT_SUPPORTED)
public class PlainOrders {

  @Inject private LocallyCommitted orders;
  @Inject private OrderAnnouncements announcements;

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  public void place(NewOrder order) throws OrderRefused {
    OrderPlaced placed = orders.place(Mode.PLAIN, order, notYet -> {});
    announcements.send(connections, placed);
  }
}
