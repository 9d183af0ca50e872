package dev.halfway.web.delay;

import dev.halfway.web.input.Amount;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order and its payment time: exactly one of duration, level and point in time.
 *
 * @param payWithin an ISO 8601 duration
 * @param payBy an RFC 3339 time
 */
@Schema(name = "NewDelayedOrder")
public record DelayOrderRequest(
    @Schema(examples = "42.50") @Amount BigDecimal amount,
    @Schema(examples = "PT15M") @Nullable String payWithin,
    @Nullable Integer delayLevel,
    @Nullable String payBy) {}
