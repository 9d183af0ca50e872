package dev.halfway.broadcast;

import dev.halfway.access.DriverAccess;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** As a deployer may decide who is a driver: {@code ejb/docs/broadcast.md} has the same. */
@Alternative
@Priority(1)
@ApplicationScoped
public class Sesame implements DriverAccess {

  @Override
  public boolean isDriver(String driver, String token) {
    return token.equals("sesame-" + driver);
  }
}
