package dev.halfway.bus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order of the lottery as the centre has it.
 *
 * @param ticket its number; null while it has none
 * @param reason why it has none; null unless that is so
 * @param prize what it has won; null while it has not
 * @param history its states, the first one first
 * @param ignored what was told about it to no effect, the first one first; at most 100
 */
public record BusOrder(
    UUID id,
    String game,
    List<Integer> numbers,
    BigDecimal stake,
    OrderState state,
    @Nullable String ticket,
    @Nullable String reason,
    @Nullable BigDecimal prize,
    List<Step> history,
    List<Ignored> ignored) {

  /** The same order with what has led to its state, and what has not. */
  BusOrder with(List<Step> steps, List<Ignored> others) {
    return new BusOrder(id, game, numbers, stake, state, ticket, reason, prize, steps, others);
  }

  /**
   * A state that it has come to.
   *
   * @param by who has told the centre: a subsystem, or the centre itself
   * @param messageId of the message that has told it; null where none has
   */
  public record Step(OrderState state, Instant at, String by, @Nullable String messageId) {}

  /**
   * A fact that changed nothing, or not yet.
   *
   * @param fact what was told, as in {@code TicketIssued}
   * @param why EARLY, DUPLICATE or LATE
   */
  public record Ignored(String fact, String why, Instant at, String by, String messageId) {}
}
