package dev.halfway.server;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Chooses the ports of {@link ManagedServer} before Arquillian reads its configuration. */
public final class ManagedServerPorts implements LauncherSessionListener {

  /** System properties, named in {@code arquillian.xml}. */
  static final String HTTP = "test.http.port";

  static final String MANAGEMENT = "test.management.port";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    System.setProperty(HTTP, String.valueOf(Ports.free()));
    System.setProperty(MANAGEMENT, String.valueOf(Ports.free()));
  }
}
