package dev.halfway.transaction;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** The message to every system that an order concerns. */
public record OrderPlaced(UUID order, String customer, BigDecimal total, List<Line> lines) {

  /**
   * Part of the order.
   *
   * @param reserved whether the quantity is reserved: not where nobody keeps the item's stock
   */
  public record Line(String item, int quantity, boolean reserved) {}
}
