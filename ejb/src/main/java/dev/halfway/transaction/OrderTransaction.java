package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.transaction.Transactional;

/**
 * The one transaction of an order: its rows and, but for {@link Mode#PLAIN}, the message about it.
 * Both commit, or neither does.
 */
@ApplicationScoped
public class OrderTransaction {

  @Inject private OrderBook book;
  @Inject private OrderAnnouncements announcements;
  @Inject private Outbox outbox;

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory xa;

  @Resource(lookup = "java:/jms/HalfMessages")
  private ConnectionFactory half;

  /**
   * Places an order. The business refuses it last of all, so what was sent is undone with the rows.
   *
   * @return what the other systems are to be told
   * @throws OrderRefused the transaction rolls back
   * @throws RuntimeException database or broker failed, and the transaction rolls back; where they
   *     failed at the commit, its outcome may be unknown
   */
  @Transactional(rollbackOn = OrderRefused.class)
  public OrderAnnouncement place(Mode mode, NewOrder order) throws OrderRefused {
    OrderAnnouncement placed = book.enter(mode, order);
    switch (mode) {
      case PLAIN -> {
        // Is sent after the commit, by Orders.
      }
      case XA -> announcements.send(xa, placed);
      case HALF -> announcements.send(half, placed);
      case OUTBOX -> outbox.add(placed);
    }
    book.requireLimit(order);
    return placed;
  }
}
