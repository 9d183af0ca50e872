package dev.halfway.web.transaction;

import dev.halfway.transaction.NewOrder;
import dev.halfway.transaction.OrderLine;
import dev.halfway.web.input.Money;
import dev.halfway.web.input.Name;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody orders. */
@Schema(name = "NewOrder")
public record OrderRequest(
    @Schema(examples = "ada", minLength = 1, maxLength = 64) @NotNull(message = "is missing") @Name
        String customer,
    @NotNull(message = "is missing") @Size(min = 1, max = 100, message = "must have 1 to 100 lines")
        List<@NotNull(message = "is missing") @Valid Line> lines) {

  /** Part of an order. */
  @Schema(name = "OrderLine")
  public record Line(
      @Schema(examples = "tea", minLength = 1, maxLength = 64)
          @NotNull(message = "is missing")
          @Name
          String item,
      @NotNull(message = "is missing")
          @Min(value = 1, message = "must be from 1 to 1000000")
          @Max(value = 1_000_000, message = "must be from 1 to 1000000")
          Integer quantity,
      @Schema(examples = "4.20", description = "Of one, with two decimals at most")
          @NotNull(message = "is missing")
          @DecimalMin(value = "0", message = "must be from 0 to 1000000")
          @DecimalMax(value = "1000000", message = "must be from 0 to 1000000")
          @Money
          BigDecimal price) {}

  NewOrder toOrder() {
    return new NewOrder(
        UUID.randomUUID(),
        customer,
        lines.stream().map(one -> new OrderLine(one.item, one.quantity, one.price)).toList());
  }
}
