package dev.halfway.bus;

import java.util.UUID;

/** The game of an order was drawn. */
public record GameOver(UUID order) implements Fact {

  @Override
  public String by() {
    return SchedulingCentre.NAME;
  }
}
