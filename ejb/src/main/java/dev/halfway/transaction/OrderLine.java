package dev.halfway.transaction;

import java.math.BigDecimal;

/**
 * Part of an order.
 *
 * @param item 1 to 64 characters
 * @param quantity from 1
 * @param price of one, from 0, with two decimals at most
 */
public record OrderLine(String item, int quantity, BigDecimal price) {

  BigDecimal amount() {
    return price.multiply(BigDecimal.valueOf(quantity));
  }
}
