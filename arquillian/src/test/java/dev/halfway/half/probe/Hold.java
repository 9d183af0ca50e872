package dev.halfway.half.probe;

/** Where a transaction waits until it is told to go on. */
public enum Hold {
  /** Nowhere. */
  NOWHERE,
  /** When all is done and nothing durable: before the commit begins. */
  WORKED,
  /**
   * While the commit begins: when an entity that was persisted last has been written by a flush.
   */
  FLUSHED,
  /** While the commit begins: in the Synchronization that is the last before completion. */
  COMPLETING,
  /** When the half messages are durable and the database has not been told to commit. */
  PREPARED,
  /** When the database has committed and the adapter has not been told. */
  COMMITTED
}
