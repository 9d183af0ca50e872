package dev.halfway.decoupling;

import dev.halfway.messages.About;
import java.util.UUID;

/** Asks for the SMS that welcomes a registered user. */
public record SmsRequested(UUID registration) implements About {

  @Override
  public UUID about() {
    return registration;
  }
}
