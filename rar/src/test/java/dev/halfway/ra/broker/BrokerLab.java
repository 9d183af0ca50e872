package dev.halfway.ra.broker;

import dev.halfway.ra.lab.Works;
import dev.halfway.ra.runtime.Threads;

/** A broker by its JNDI name, without a user and without management. */
public final class BrokerLab {

  private static final long HOUR = 3_600_000;

  private BrokerLab() {}

  static BrokerConnector connector(String jndiName, Watchdog watchdog) {
    return new BrokerConnector(new BrokerSettings(jndiName, null, null, null, HOUR), watchdog);
  }

  /** A watchdog that lets calls last for an hour. */
  public static Watchdog watchdog(Works works) {
    return new Watchdog(HOUR, new Threads(works));
  }
}
