package dev.halfway.web;

import dev.halfway.lifecycle.ServerState;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the address once everything has started, the server included. */
@WebListener
public class Ready implements ServletContextListener {

  private static final Logger LOG = LoggerFactory.getLogger(Ready.class);

  @Inject private ServerState server;

  private final AtomicBoolean announced = new AtomicBoolean();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    server.listen(
        new ServerState.Listener() {
          @Override
          public void working() {
            if (announced.compareAndSet(false, true)) {
              announce();
            }
          }
        });
  }

  private static void announce() {
    address()
        .ifPresentOrElse(
            address -> LOG.info("Halfway answers at {}", address),
            () -> LOG.info("Halfway has started"));
  }

  /**
   * WildFly publishes its configuration over JMX; on a server that does not, its own log says where
   * it listens.
   */
  private static Optional<String> address() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName http =
          new ObjectName("jboss.as:socket-binding-group=standard-sockets,socket-binding=http");
      return Boolean.TRUE.equals(server.getAttribute(http, "bound"))
          ? Optional.of(
              "http://%s:%s/"
                  .formatted(
                      server.getAttribute(http, "boundAddress"),
                      server.getAttribute(http, "boundPort")))
          : Optional.empty();
    } catch (JMException e) {
      return Optional.empty();
    }
  }
}
