package dev.halfway.web.transaction;

import dev.halfway.transaction.DownstreamSystem;
import dev.halfway.transaction.Order;
import dev.halfway.web.consumers.FailureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it.
 *
 * @param mode by which mechanism it was placed
 * @param effects what has come of it, by system: stock, points, cart
 * @param failures consumers that could not handle a message about it yet; absent where there are
 *     none
 */
@Schema(name = "Order")
public record OrderView(
    UUID id,
    @Schema(examples = "half") String mode,
    @Schema(examples = "ada") String customer,
    @Schema(examples = "8.40") BigDecimal total,
    Instant placedAt,
    Map<String, EffectView> effects,
    @Nullable List<FailureView> failures) {

  /** How far a system is. */
  public enum State {
    /** It has not taken the message yet. */
    PENDING,
    /** The effect has happened. */
    DONE
  }

  /**
   * What has come of an order in one system.
   *
   * @param at when it happened; absent before
   */
  @Schema(name = "Effect")
  public record EffectView(State state, @Nullable Instant at) {}

  static OrderView of(Order order, @Nullable List<FailureView> failures) {
    Map<String, EffectView> effects = new TreeMap<>();
    Arrays.stream(DownstreamSystem.values())
        .forEach(
            system -> {
              @Nullable Instant at = order.effects().get(system);
              effects.put(
                  system.name().toLowerCase(Locale.ROOT),
                  new EffectView(at == null ? State.PENDING : State.DONE, at));
            });
    return new OrderView(
        order.id(),
        ModeNames.of(order.mode()),
        order.customer(),
        order.total(),
        order.placedAt(),
        effects,
        failures);
  }
}
