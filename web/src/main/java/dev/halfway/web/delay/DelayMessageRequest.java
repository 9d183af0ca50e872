package dev.halfway.web.delay;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message and its time: exactly one of level, delay and point in time.
 *
 * @param delay an ISO 8601 duration
 * @param deliverAt an RFC 3339 time
 */
public record DelayMessageRequest(
    @Schema(examples = "Your table is free")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 4096, message = "must have 1 to 4096 characters")
        String text,
    @Nullable Integer delayLevel,
    @Schema(examples = "PT15M") @Nullable String delay,
    @Nullable String deliverAt) {}
