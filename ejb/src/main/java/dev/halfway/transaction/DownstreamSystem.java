package dev.halfway.transaction;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Whom else an order concerns: each takes the message about it at its own pace. */
public enum DownstreamSystem {
  /** What was reserved leaves the warehouse. */
  STOCK,
  /** The customer gets loyalty points. */
  POINTS,
  /** What was ordered leaves the customer's cart. */
  CART;

  /** The name of its durable subscription to orders. */
  String subscription() {
    return "transaction-" + name().toLowerCase(Locale.ROOT);
  }

  /** Those of all systems. */
  static List<String> subscriptions() {
    return Stream.of(values()).map(DownstreamSystem::subscription).toList();
  }
}
