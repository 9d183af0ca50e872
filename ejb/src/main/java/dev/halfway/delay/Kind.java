package dev.halfway.delay;

/** What a timer is for. */
public enum Kind {
  /** A message of its own: {@link DelayedMessages}. */
  MESSAGE,
  /** The end of an order's payment time: {@link DelayedOrders}. */
  ORDER
}
