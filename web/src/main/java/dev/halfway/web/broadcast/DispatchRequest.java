package dev.halfway.web.broadcast;

import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A ride that is to be driven. */
public record DispatchRequest(
    @Schema(examples = "Main station")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        @VisibleText
        String pickup,
    @Schema(examples = "Airport")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        @VisibleText
        String dropoff,
    @Schema(examples = "32.40")
        @NotNull(message = "is missing")
        @DecimalMin(value = "0", message = "must be from 0 to 1000000")
        @DecimalMax(value = "1000000", message = "must be from 0 to 1000000")
        @Digits(integer = 7, fraction = 2, message = "must have two decimals at most")
        BigDecimal fare) {}
