package dev.halfway.bus;

import java.util.UUID;

/** An order was placed, and its ticket may be asked for. */
public record OrderPlaced(UUID order) implements Fact {

  @Override
  public String by() {
    return SchedulingCentre.NAME;
  }
}
