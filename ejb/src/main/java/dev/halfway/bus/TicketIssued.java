package dev.halfway.bus;

import java.util.UUID;

/**
 * Ticketing has issued an order's ticket.
 *
 * @param ticket its number, at most 32 characters
 */
public record TicketIssued(UUID order, String ticket) implements Fact {

  @Override
  public String by() {
    return Subsystem.TICKETING;
  }
}
