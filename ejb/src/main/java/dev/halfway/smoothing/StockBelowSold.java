package dev.halfway.smoothing;

import dev.halfway.refusal.Refusal;

/** More is sold than there would be; nothing was changed. */
public class StockBelowSold extends Refusal {

  private static final long serialVersionUID = 1;

  StockBelowSold(SaleItem item) {
    super(
        Kind.CONFLICT,
        "stock-sold",
        "More of the item is sold",
        "%d of %s are sold".formatted(item.sold(), item.name()));
  }
}
