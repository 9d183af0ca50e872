package dev.halfway.transaction;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An order and what has come of it.
 *
 * @param effects when each system that is done with it was; a system that is not is not in it
 */
public record Order(
    UUID id,
    Mode mode,
    String customer,
    BigDecimal total,
    Instant placedAt,
    Map<DownstreamSystem, Instant> effects) {

  /** The same order with what has come of it. */
  Order with(Map<DownstreamSystem, Instant> done) {
    return new Order(id, mode, customer, total, placedAt, done);
  }
}
