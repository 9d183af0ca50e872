package dev.halfway.web.transaction;

import dev.halfway.web.input.Quantity;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many of an item are in a cart. */
@Schema(name = "CartQuantity")
public record CartRequest(@Quantity Integer quantity) {}
