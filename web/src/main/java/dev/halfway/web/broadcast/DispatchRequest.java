package dev.halfway.web.broadcast;

import dev.halfway.web.input.Money;
import dev.halfway.web.input.Text;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A ride that is to be driven. */
@Schema(name = "NewDispatch")
public record DispatchRequest(
    @Schema(examples = "Main station", minLength = 1, maxLength = 255)
        @NotNull(message = "is missing")
        @Text(max = 255)
        String pickup,
    @Schema(examples = "Airport", minLength = 1, maxLength = 255)
        @NotNull(message = "is missing")
        @Text(max = 255)
        String dropoff,
    @Schema(examples = "32.40")
        @NotNull(message = "is missing")
        @DecimalMin(value = "0", message = "must be from 0 to 1000000")
        @DecimalMax(value = "1000000", message = "must be from 0 to 1000000")
        @Money
        BigDecimal fare) {}
