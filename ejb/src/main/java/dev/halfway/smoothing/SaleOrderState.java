package dev.halfway.smoothing;

/** What has become of an accepted order. */
public enum SaleOrderState {
  /** It waits, or is being worked on. */
  QUEUED,
  /** It has what it asked for. */
  CONFIRMED,
  /** There was not enough left. */
  SOLD_OUT
}
