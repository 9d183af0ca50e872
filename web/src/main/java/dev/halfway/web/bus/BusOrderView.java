package dev.halfway.web.bus;

import dev.halfway.bus.BusOrder;
import dev.halfway.bus.OrderState;
import dev.halfway.web.consumers.FailureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order of the lottery, as clients see it.
 *
 * @param ticket its number; absent while it has none
 * @param reason why it has no ticket; absent unless that is so
 * @param prize what it has won; absent while that is not known
 * @param history the states that it has come to
 * @param ignored messages to the centre that changed nothing; the first 100
 * @param failures consumers that could not handle a message about it yet; absent where there are
 *     none
 */
@Schema(name = "BusOrder")
public record BusOrderView(
    UUID id,
    String game,
    List<Integer> numbers,
    BigDecimal stake,
    OrderState state,
    @Nullable String ticket,
    @Nullable String reason,
    @Nullable BigDecimal prize,
    List<StepView> history,
    List<IgnoredView> ignored,
    @Nullable List<FailureView> failures) {

  /**
   * A state.
   *
   * @param by the sender of the message
   * @param messageId of the message by which; absent where there was none
   */
  @Schema(name = "BusOrderStep")
  public record StepView(OrderState state, Instant at, String by, @Nullable String messageId) {}

  /**
   * Something that had no effect.
   *
   * @param why EARLY, DUPLICATE or LATE
   */
  @Schema(name = "IgnoredFact")
  public record IgnoredView(String fact, String why, Instant at, String by, String messageId) {}

  static BusOrderView of(BusOrder order, @Nullable List<FailureView> failures) {
    return new BusOrderView(
        order.id(),
        order.game(),
        order.numbers(),
        order.stake(),
        order.state(),
        order.ticket(),
        order.reason(),
        order.prize(),
        order.history().stream()
            .map(step -> new StepView(step.state(), step.at(), step.by(), step.messageId()))
            .toList(),
        order.ignored().stream()
            .map(
                fact ->
                    new IgnoredView(
                        fact.fact(), fact.why(), fact.at(), fact.by(), fact.messageId()))
            .toList(),
        failures);
  }
}
