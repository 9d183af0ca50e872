package dev.halfway.bus.prizes;

import dev.halfway.bus.Subsystem;
import jakarta.enterprise.context.ApplicationScoped;

/** There is a subsystem that calculates prizes. */
@ApplicationScoped
public class Prizes implements Subsystem {

  @Override
  public String name() {
    return PRIZES;
  }
}
