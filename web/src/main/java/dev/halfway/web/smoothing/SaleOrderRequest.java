package dev.halfway.web.smoothing;

import dev.halfway.web.input.Name;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody wants of a sale. */
@Schema(name = "NewSaleOrder")
public record SaleOrderRequest(
    @Schema(examples = "lamp", minLength = 1, maxLength = 64) @NotNull @Name String item,
    @NotNull
        @Min(value = 1, message = "must be from 1 to 1000")
        @Max(value = 1_000, message = "must be from 1 to 1000")
        Integer quantity,
    @Schema(examples = "ada", minLength = 1, maxLength = 64) @NotNull @Name String buyer) {}
