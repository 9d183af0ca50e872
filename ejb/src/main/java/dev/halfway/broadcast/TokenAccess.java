package dev.halfway.broadcast;

import dev.halfway.access.DriverAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A driver is whoever shows the token that an operator has issued for that driver. */
@ApplicationScoped
class TokenAccess implements DriverAccess {

  @Inject private DriverTokens tokens;

  @Override
  public boolean isDriver(String driver, String token) {
    return tokens.matches(driver, token);
  }
}
