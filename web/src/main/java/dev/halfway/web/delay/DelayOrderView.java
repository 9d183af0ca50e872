package dev.halfway.web.delay;

import dev.halfway.delay.DelayedOrder;
import dev.halfway.web.consumers.FailureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order with a payment time, as clients see it.
 *
 * @param status UNPAID, PAID or CANCELLED
 * @param cancelDueAt when it is cancelled unless it is paid
 * @param doneAt when it was paid or cancelled; absent while it is unpaid
 * @param failures consumers that could not handle a message about it yet; absent where there are
 *     none
 */
@Schema(name = "DelayedOrder")
public record DelayOrderView(
    UUID id,
    BigDecimal amount,
    DelayedOrder.Status status,
    Instant placedAt,
    Instant cancelDueAt,
    @Nullable Instant doneAt,
    @Nullable List<FailureView> failures) {

  static DelayOrderView of(DelayedOrder order) {
    return of(order, null);
  }

  static DelayOrderView of(DelayedOrder order, @Nullable List<FailureView> failures) {
    return new DelayOrderView(
        order.id(),
        order.amount(),
        order.status(),
        order.placedAt(),
        order.payBy(),
        order.doneAt(),
        failures);
  }
}
