package dev.halfway.bus;

import java.util.UUID;

/**
 * Ticketing issues no ticket.
 *
 * @param reason for people, at most 255 characters
 */
public record TicketRefused(UUID order, String reason) implements Fact {

  @Override
  public String by() {
    return Subsystem.TICKETING;
  }
}
