package dev.halfway.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Places orders in the database's local transaction: in the caller's, else in one of its own. */
@Stateless
public class LocallyCommitted {

  @Inject private OrderBook book;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  public OrderPlaced place(Mode mode, NewOrder order, Consumer<OrderPlaced> announcement)
      throws OrderRefused {
    return book.place(database, mode, order, announcement);
  }
}
