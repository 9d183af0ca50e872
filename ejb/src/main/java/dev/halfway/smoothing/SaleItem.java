package dev.halfway.smoothing;

/**
 * What is on sale.
 *
 * @param stock all there ever was of it, what is sold included
 * @param sold of it
 */
public record SaleItem(String name, int stock, int sold) {

  /** What is left. */
  public int remaining() {
    return stock - sold;
  }
}
