package dev.halfway.bus;

import dev.halfway.messages.About;
import java.util.UUID;

/**
 * Something that the centre learns about an order, once; {@link OrderProgress} says to what end.
 */
public sealed interface Fact extends About
    permits OrderPlaced, TicketIssued, TicketRefused, TicketMissing, GameOver, PrizeCalculated {

  /** The order's id. */
  UUID order();

  @Override
  default UUID about() {
    return order();
  }

  /** Whose fact it is: the name of a subsystem, or {@code centre}. */
  String by();
}
