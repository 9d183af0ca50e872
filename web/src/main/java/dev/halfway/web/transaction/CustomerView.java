package dev.halfway.web.transaction;

import dev.halfway.transaction.Customer;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the other systems know of a customer, as clients see it.
 *
 * @param points a point for each whole unit of money
 * @param cart quantities by item
 */
@Schema(name = "Customer")
public record CustomerView(String customer, long points, Map<String, Integer> cart) {

  static CustomerView of(Customer customer) {
    return new CustomerView(customer.name(), customer.points(), new TreeMap<>(customer.cart()));
  }
}
