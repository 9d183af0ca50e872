package dev.halfway.transaction;

/**
 * An item whose stock is kept.
 *
 * @param stock what is in the warehouse, from 0
 * @param reserved what of it is ordered and has not left yet, from 0
 */
public record Item(String name, int stock, int reserved) {

  /** What can still be ordered. */
  public int available() {
    return stock - reserved;
  }
}
