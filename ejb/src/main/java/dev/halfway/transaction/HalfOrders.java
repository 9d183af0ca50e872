package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;

/** The message is half until the database has committed: no second phase, no table to poll. */
@Stateless
public class HalfOrders {

  @Inject private LocallyCommitted orders;
  @Inject private OrderAnnouncements announcements;

  @Resource(lookup = "java:/jms/HalfMessages")
  private ConnectionFactory connections;

  public void place(NewOrder order) throws OrderRefused {
    orders.place(Mode.HALF, order, placed -> announcements.send(connections, placed));
  }
}
