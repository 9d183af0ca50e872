package dev.halfway.smoothing;

import dev.halfway.messages.About;
import dev.halfway.text.Names;
import java.time.Instant;
import java.util.UUID;

/**
 * An accepted order, as it waits in the queue.
 *
 * @param id one of {@link OrderIds}
 * @param item 1 to 64 characters
 * @param quantity from 1
 * @param buyer 1 to 64 characters
 */
public record SaleOrder(UUID id, String item, int quantity, String buyer, Instant acceptedAt)
    implements About {

  /** In their normal form, also where a version that did not know it has accepted the order. */
  public SaleOrder {
    item = Names.normal(item);
    buyer = Names.normal(buyer);
  }

  @Override
  public UUID about() {
    return id;
  }
}
