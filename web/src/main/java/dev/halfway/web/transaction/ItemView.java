package dev.halfway.web.transaction;

import dev.halfway.transaction.Item;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An item whose stock is kept, as clients see it.
 *
 * @param stock what is in the warehouse
 * @param reserved what of it is ordered and has not left yet
 * @param available what can still be ordered
 */
@Schema(name = "Item")
public record ItemView(String item, int stock, int reserved, int available) {

  static ItemView of(Item item) {
    return new ItemView(item.name(), item.stock(), item.reserved(), item.available());
  }
}
