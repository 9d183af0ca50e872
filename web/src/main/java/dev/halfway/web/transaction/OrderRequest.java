package dev.halfway.web.transaction;

import dev.halfway.transaction.NewOrder;
import dev.halfway.transaction.OrderLine;
import dev.halfway.web.input.Name;
import dev.halfway.web.input.Price;
import dev.halfway.web.input.Quantity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody orders. */
@Schema(name = "NewOrder")
public record OrderRequest(
    @Schema(examples = "ada", minLength = 1, maxLength = 64) @NotNull @Name String customer,
    @NotNull @Size(min = 1, max = 100, message = "must have 1 to 100 lines")
        List<@NotNull @Valid Line> lines) {

  /** Part of an order. */
  @Schema(name = "OrderLine")
  public record Line(
      @Schema(examples = "tea", minLength = 1, maxLength = 64) @NotNull @Name String item,
      @Quantity Integer quantity,
      @Schema(examples = "4.20", description = "Of one, with two decimals at most") @Price
          BigDecimal price) {}

  NewOrder toOrder() {
    return new NewOrder(
        UUID.randomUUID(),
        customer,
        lines.stream().map(one -> new OrderLine(one.item, one.quantity, one.price)).toList());
  }
}
