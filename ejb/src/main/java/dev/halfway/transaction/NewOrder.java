package dev.halfway.transaction;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * What somebody orders.
 *
 * @param id chosen by the caller, who can ask by it what came of an order whose answer was lost
 * @param customer 1 to 64 characters
 * @param lines at least one
 */
public record NewOrder(UUID id, String customer, List<OrderLine> lines) {

  public NewOrder {
    lines = List.copyOf(lines);
  }

  /** What all of it costs. */
  public BigDecimal total() {
    return lines.stream().map(OrderLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
