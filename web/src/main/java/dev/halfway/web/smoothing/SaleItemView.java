package dev.halfway.web.smoothing;

import dev.halfway.smoothing.SaleItem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An item on sale, as clients see it.
 *
 * @param stock all there is, what is sold included
 * @param sold of it
 * @param remaining what is left
 */
@Schema(name = "SaleItem")
public record SaleItemView(String item, int stock, int sold, int remaining) {

  static SaleItemView of(SaleItem item) {
    return new SaleItemView(item.name(), item.stock(), item.sold(), item.remaining());
  }
}
