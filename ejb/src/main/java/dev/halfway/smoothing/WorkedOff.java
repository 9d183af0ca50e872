package dev.halfway.smoothing;

import java.time.Instant;

/**
 * An order that was worked off.
 *
 * @param state not {@link SaleOrderState#QUEUED}
 */
public record WorkedOff(SaleOrder order, SaleOrderState state, Instant doneAt) {}
