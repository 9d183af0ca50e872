package dev.halfway.web.delay;

import dev.halfway.web.input.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message and its time: exactly one of level, delay and point in time.
 *
 * @param delay an ISO 8601 duration
 * @param deliverAt an RFC 3339 time
 */
@Schema(name = "NewDelayedMessage")
public record DelayMessageRequest(
    @Schema(examples = "Your table is free", minLength = 1, maxLength = 4096)
        @NotNull
        @Text(max = 4096, lines = true)
        String text,
    @Nullable Integer delayLevel,
    @Schema(examples = "PT15M") @Nullable String delay,
    @Nullable String deliverAt) {}
