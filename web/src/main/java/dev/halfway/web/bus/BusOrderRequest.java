package dev.halfway.web.bus;

import dev.halfway.web.input.Money;
import dev.halfway.web.input.Name;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order of the lottery. */
@Schema(name = "NewBusOrder")
public record BusOrderRequest(
    @Schema(examples = "saturday-48", minLength = 1, maxLength = 64)
        @NotNull(message = "is missing")
        @Name
        String game,
    @Schema(examples = "[3, 8, 21, 24, 33, 41]") @Numbers
        List<
                @NotNull(message = "is missing") @Min(value = 1, message = "must be from 1 to 99")
                @Max(value = 99, message = "must be from 1 to 99") Integer>
            numbers,
    @Schema(examples = "2.50")
        @NotNull(message = "is missing")
        @DecimalMin(value = "0.01", message = "must be from 0.01 to 1000000")
        @DecimalMax(value = "1000000", message = "must be from 0.01 to 1000000")
        @Money
        BigDecimal stake) {}
