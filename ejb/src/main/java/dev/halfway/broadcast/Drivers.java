package dev.halfway.broadcast;

import dev.halfway.access.DriverAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Who is a driver: asks {@link DriverAccess}, ours or the deployer's. */
@ApplicationScoped
public class Drivers {

  @Inject private DriverAccess access;

  /** Whether an app that shows this token is this driver's. */
  public boolean isDriver(String driver, String token) {
    return access.isDriver(driver, token);
  }
}
