package dev.halfway.bus;

import dev.halfway.messages.About;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the centre says on the bus: an order is in a new state. The same may be said again, where
 * the centre misses an answer.
 *
 * @param ticket its number; null where it has none
 * @param drawn the numbers that were drawn; null before
 * @param prize what it has won; null while that is not known
 * @param reason why it has no ticket; null unless that is so
 */
public record OrderChanged(
    UUID order,
    OrderState state,
    String game,
    List<Integer> numbers,
    BigDecimal stake,
    @Nullable String ticket,
    @Nullable List<Integer> drawn,
    @Nullable BigDecimal prize,
    @Nullable String reason)
    implements About {

  @Override
  public UUID about() {
    return order;
  }
}
