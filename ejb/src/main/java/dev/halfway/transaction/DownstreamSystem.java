package dev.halfway.transaction;

/** Whom else an order concerns: each takes the message about it at its own pace. */
public enum DownstreamSystem {
  /** What was reserved leaves the warehouse. */
  STOCK,
  /** The customer gets loyalty points. */
  POINTS,
  /** What was ordered leaves the customer's cart. */
  CART
}
