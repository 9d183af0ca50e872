package dev.halfway.web.delay;

import dev.halfway.delay.DelayedOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order with a payment time, as clients see it.
 *
 * @param status UNPAID, PAID or CANCELLED
 * @param cancelDueAt when it is cancelled unless it is paid
 * @param doneAt when it was paid or cancelled; absent while it is unpaid
 */
public record DelayOrderView(
    UUID id,
    BigDecimal amount,
    DelayedOrder.Status status,
    Instant placedAt,
    Instant cancelDueAt,
    @Nullable Instant doneAt) {

  static DelayOrderView of(DelayedOrder order) {
    return new DelayOrderView(
        order.id(),
        order.amount(),
        order.status(),
        order.placedAt(),
        order.payBy(),
        order.doneAt());
  }
}
