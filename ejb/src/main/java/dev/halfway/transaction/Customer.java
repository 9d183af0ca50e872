package dev.halfway.transaction;

import java.util.Map;

/**
 * What the other systems know of a customer.
 *
 * @param points loyalty points, from 0
 * @param cart quantities by item
 */
public record Customer(String name, long points, Map<String, Integer> cart) {

  public Customer {
    cart = Map.copyOf(cart);
  }
}
