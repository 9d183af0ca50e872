package dev.halfway.bus;

import java.util.UUID;

/**
 * Ticketing was asked often enough and has not answered.
 *
 * @param asked how often
 */
public record TicketMissing(UUID order, int asked) implements Fact {

  @Override
  public String by() {
    return SchedulingCentre.NAME;
  }
}
