package dev.halfway.ra;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The state of a server, as WildFly shows it over JMX. */
public final class ServerState implements AutoCloseable {

  private static final String NAME = "jboss.as:management-root=server";

  private volatile String state = "starting";

  /** What WildFly's MBean has of it. */
  public interface Shown {
    /** The attribute is called {@code serverState}. */
    String getserverState();
  }

  ServerState() throws JMException {
    Shown shown = () -> state;
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(new StandardMBean(shown, Shown.class, true), new ObjectName(NAME));
  }

  void set(String now) {
    state = now;
  }

  @Override
  public void close() throws JMException {
    ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
  }
}
