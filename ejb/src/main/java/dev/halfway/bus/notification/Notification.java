package dev.halfway.bus.notification;

import dev.halfway.bus.Subsystem;
import jakarta.enterprise.context.ApplicationScoped;

/** There is a subsystem that notifies players. */
@ApplicationScoped
public class Notification implements Subsystem {

  @Override
  public String name() {
    return "notification";
  }
}
