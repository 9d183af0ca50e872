package dev.halfway.web.input;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much there is of an item. */
@Schema(name = "Stock")
public record StockRequest(
    @NotNull
        @Min(value = 0, message = "must be from 0 to 1000000000")
        @Max(value = 1_000_000_000, message = "must be from 0 to 1000000000")
        Integer stock) {}
