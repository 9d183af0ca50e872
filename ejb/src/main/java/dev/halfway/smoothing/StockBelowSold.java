package dev.halfway.smoothing;

/** More is sold than there would be; nothing was changed. */
public class StockBelowSold extends Exception {

  private static final long serialVersionUID = 1;

  StockBelowSold(SaleItem item) {
    super("%d of %s are sold".formatted(item.sold(), item.name()));
  }
}
