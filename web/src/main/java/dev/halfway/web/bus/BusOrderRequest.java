package dev.halfway.web.bus;

import dev.halfway.web.input.Amount;
import dev.halfway.web.input.Name;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order of the lottery. */
@Schema(name = "NewBusOrder")
public record BusOrderRequest(
    @Schema(examples = "saturday-48", minLength = 1, maxLength = 64) @NotNull @Name String game,
    @Schema(examples = "[3, 8, 21, 24, 33, 41]") @Numbers List<@LotteryNumber Integer> numbers,
    @Schema(examples = "2.50") @Amount BigDecimal stake) {}
