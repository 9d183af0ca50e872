package dev.halfway.delay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that has to be paid in time.
 *
 * @param payBy when it is cancelled unless it is paid
 * @param doneAt when it was paid or cancelled; null while it is unpaid
 */
public record DelayedOrder(
    UUID id,
    BigDecimal amount,
    Status status,
    Instant placedAt,
    Instant payBy,
    @Nullable Instant doneAt) {

  /** What has become of it; exactly one of the last two in the end. */
  public enum Status {
    /** It may be paid. */
    UNPAID,
    /** The money is there, and what was reserved is sold. */
    PAID,
    /** Its payment time is over, and what was reserved is free again. */
    CANCELLED
  }
}
