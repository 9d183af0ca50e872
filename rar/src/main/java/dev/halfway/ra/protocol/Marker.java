package dev.halfway.ra.protocol;

/** What the marker store says of one transaction. */
public enum Marker {
  /** The row says that it committed. Final. */
  COMMITTED,
  /** The fence's row says that it did not, and now never can. Final. */
  ROLLED_BACK,
  /** No row is visible. That decides nothing: the transaction may be open. */
  ABSENT,
  /** The row's key is locked: the transaction is open. */
  LOCKED,
  /** The bucket was dropped; what became of the transaction cannot be known any more. */
  GONE
}
