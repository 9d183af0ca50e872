package dev.halfway.ra.broker;

import jakarta.jms.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * How often the broker's client itself redelivers a message before it becomes a dead letter. The
 * API does not tell; a client that has such a limit has it as a bean property of its factory.
 */
final class RedeliveryLimit {

  private RedeliveryLimit() {}

  /** What is wrong with the factory's limit; null when it has none. */
  static @Nullable String objection(ConnectionFactory factory) {
    Object policy = property(factory, "getRedeliveryPolicy");
    return property(policy, "getMaximumRedeliveries") instanceof Integer most && most >= 0
        ? ("its client redelivers a message %d times, then half messages become dead letters; set"
                + " redeliveryPolicy.maximumRedeliveries to -1")
            .formatted(most)
        : null;
  }

  private static @Nullable Object property(@Nullable Object bean, String getter) {
    if (bean == null) {
      return null;
    }
    try {
      return bean.getClass().getMethod(getter).invoke(bean);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // It has no such property.
      return null;
    }
  }
}
