package dev.halfway.bus;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What an order has won.
 *
 * @param prize zero when it has won nothing
 */
public record PrizeCalculated(UUID order, BigDecimal prize) implements Fact {

  @Override
  public String by() {
    return Subsystem.PRIZES;
  }
}
