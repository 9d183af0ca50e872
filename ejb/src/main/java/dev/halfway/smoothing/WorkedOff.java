package dev.halfway.smoothing;

import java.time.Instant;

/**
 * An order that was worked off.
 *
 * @param state not {@link OrderState#QUEUED}
 */
public record WorkedOff(SaleOrder order, OrderState state, Instant doneAt) {}
