package dev.halfway.web.smoothing;

import dev.halfway.smoothing.SaleOrder;
import dev.halfway.smoothing.SaleOrderState;
import dev.halfway.smoothing.WorkedOff;
import dev.halfway.web.consumers.FailureView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order of a sale, as clients see it.
 *
 * @param status QUEUED, CONFIRMED or SOLD_OUT
 * @param item absent, as what follows, where the order is asked for while it is queued: nothing but
 *     its id is known then
 * @param doneAt when it was confirmed, or found sold out; absent before
 * @param failures consumers that could not handle a message about it yet; absent where there are
 *     none
 */
@Schema(name = "SaleOrder")
public record SaleOrderView(
    UUID id,
    SaleOrderState status,
    @Nullable String item,
    @Nullable Integer quantity,
    @Nullable String buyer,
    @Nullable Instant acceptedAt,
    @Nullable Instant doneAt,
    @Nullable List<FailureView> failures) {

  static SaleOrderView accepted(SaleOrder order) {
    return of(order, SaleOrderState.QUEUED, null);
  }

  static SaleOrderView of(WorkedOff done) {
    return of(done.order(), done.state(), done.doneAt());
  }

  static SaleOrderView queued(UUID id, @Nullable List<FailureView> failures) {
    return new SaleOrderView(id, SaleOrderState.QUEUED, null, null, null, null, null, failures);
  }

  private static SaleOrderView of(SaleOrder order, SaleOrderState state, @Nullable Instant doneAt) {
    return new SaleOrderView(
        order.id(),
        state,
        order.item(),
        order.quantity(),
        order.buyer(),
        order.acceptedAt(),
        doneAt,
        null);
  }
}
