package dev.halfway.transaction;

/** A stock cannot be less than what is reserved of it. */
public class StockBelowReserved extends Exception {

  private static final long serialVersionUID = 1;

  StockBelowReserved(Item item) {
    super("%d of %s are ordered and have not left yet".formatted(item.reserved(), item.name()));
  }
}
