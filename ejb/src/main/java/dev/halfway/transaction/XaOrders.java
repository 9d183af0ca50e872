package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import javax.sql.DataSource;

/** Database and broker commit in two phases, and the transaction manager ends what a crash cut. */
@Stateless
public class XaOrders {

  @Inject private OrderBook book;
  @Inject private OrderAnnouncements announcements;

  @Resource(lookup = "java:/jdbc/HalfwayXA")
  private DataSource database;

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  public void place(NewOrder order) throws OrderRefused {
    book.place(database, Mode.XA, order, placed -> announcements.send(connections, placed));
  }
}
