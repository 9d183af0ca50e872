package dev.halfway.transaction.comparison;

import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How far a comparison goes that no operator has begun; {@code ear/docs/configuration.md} lists it.
 */
@Dependent
class ComparisonLimits {

  @Inject
  @ConfigProperty(name = "halfway.transaction.comparison-orders", defaultValue = "1000")
  private int orders;

  @Inject
  @ConfigProperty(name = "halfway.transaction.comparison-time", defaultValue = "PT10M")
  private Duration time;

  /** How many orders it has by each mode at most. */
  int orders() {
    return orders;
  }

  /** How long it takes at most. */
  Duration time() {
    return time;
  }

  /**
   * Checks what would otherwise fail at the first comparison.
   *
   * @throws IllegalStateException naming the property
   */
  void check() {
    ConfigRange.check("halfway.transaction.comparison-orders", orders);
    ConfigRange.check("halfway.transaction.comparison-time", time);
  }
}
