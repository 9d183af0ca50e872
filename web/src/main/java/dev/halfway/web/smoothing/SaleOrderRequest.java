package dev.halfway.web.smoothing;

import dev.halfway.web.shared.VisibleText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody wants of a sale. */
public record SaleOrderRequest(
    @Schema(examples = "lamp")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters")
        @VisibleText
        String item,
    @NotNull(message = "is missing")
        @Min(value = 1, message = "must be from 1 to 1000")
        @Max(value = 1_000, message = "must be from 1 to 1000")
        Integer quantity,
    @Schema(examples = "ada")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters")
        @VisibleText
        String buyer) {}
