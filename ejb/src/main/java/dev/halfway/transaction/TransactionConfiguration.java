package dev.halfway.transaction;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What can be set about orders; {@code ear/docs/configuration.md} lists it. */
@Dependent
class TransactionConfiguration {

  @Inject
  @ConfigProperty(name = "halfway.transaction.order-limit", defaultValue = "1000000")
  private BigDecimal orderLimit;

  @Inject
  @ConfigProperty(name = "halfway.transaction.outbox-poll", defaultValue = "PT1S")
  private Duration outboxPoll;

  @Inject
  @ConfigProperty(name = "halfway.transaction.xa-min-age", defaultValue = "PT1M")
  private Duration xaMinAge;

  /** What one order may cost at most. */
  BigDecimal orderLimit() {
    return orderLimit;
  }

  /** How long what another node or a crash has left in the outbox may stay unseen. */
  Duration outboxPoll() {
    return outboxPoll;
  }

  /** How old a prepared transaction must be before an operator may end it. */
  Duration xaMinAge() {
    return xaMinAge;
  }

  /**
   * Checks what would otherwise fail at the first order, or never be seen.
   *
   * @throws IllegalStateException naming the property
   */
  void check() {
    ConfigRange.check("halfway.transaction.order-limit", orderLimit);
    ConfigRange.check("halfway.transaction.outbox-poll", outboxPoll);
    ConfigRange.check("halfway.transaction.xa-min-age", xaMinAge);
  }
}
