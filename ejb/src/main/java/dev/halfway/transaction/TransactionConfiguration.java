package dev.halfway.transaction;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What can be set about orders; {@code README.md} lists it. */
@Dependent
class TransactionConfiguration {

  @Inject
  @ConfigProperty(name = "halfway.transaction.order-limit", defaultValue = "1000000")
  private BigDecimal orderLimit;

  @Inject
  @ConfigProperty(name = "halfway.transaction.outbox-poll", defaultValue = "PT1S")
  private Duration outboxPoll;

  /** What one order may cost at most. */
  BigDecimal orderLimit() {
    return orderLimit;
  }

  /** How long what another node or a crash has left in the outbox may stay unseen. */
  Duration outboxPoll() {
    return outboxPoll;
  }

  /**
   * Checks what would otherwise fail at the first order, or never be seen.
   *
   * @throws IllegalArgumentException naming the property
   */
  void check() {
    if (orderLimit.signum() < 0) {
      throw new IllegalArgumentException(
          "halfway.transaction.order-limit: must not be negative: " + orderLimit);
    }
    if (outboxPoll.toMillis() < 1 || outboxPoll.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "halfway.transaction.outbox-poll: must be PT0.001S to PT1H: " + outboxPoll);
    }
  }
}
