package dev.halfway.transaction;

import dev.halfway.refusal.Refusal;

/** A stock cannot be less than what is reserved of it. */
public class StockBelowReserved extends Refusal {

  private static final long serialVersionUID = 1;

  StockBelowReserved(Item item) {
    super(
        Kind.CONFLICT,
        "stock-reserved",
        "More of the item is reserved",
        "%d of %s are ordered and have not left yet".formatted(item.reserved(), item.name()));
  }
}
