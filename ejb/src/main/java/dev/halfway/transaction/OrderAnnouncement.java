package dev.halfway.transaction;

import dev.halfway.messages.About;
import dev.halfway.messages.MessageName;
import dev.halfway.text.Names;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** The message to every system that an order concerns. */
@MessageName("OrderPlaced")
public record OrderAnnouncement(UUID order, String customer, BigDecimal total, List<Line> lines)
    implements About {

  /** In its normal form, also where a version that did not know it has placed the order. */
  public OrderAnnouncement {
    customer = Names.normal(customer);
  }

  /**
   * Part of the order.
   *
   * @param reserved whether the quantity is reserved: not where nobody keeps the item's stock
   */
  public record Line(String item, int quantity, boolean reserved) {

    /** Likewise. */
    public Line {
      item = Names.normal(item);
    }
  }

  @Override
  public UUID about() {
    return order;
  }
}
