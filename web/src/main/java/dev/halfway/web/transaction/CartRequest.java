package dev.halfway.web.transaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many of an item are in a cart. */
@Schema(name = "CartQuantity")
public record CartRequest(
    @NotNull(message = "is missing")
        @Min(value = 1, message = "must be from 1 to 1000000")
        @Max(value = 1_000_000, message = "must be from 1 to 1000000")
        Integer quantity) {}
