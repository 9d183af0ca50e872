package dev.halfway.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server works, or is about to suspend or stop. Whoever waits for something that may
 * never come ends the wait then: a server that stops waits in turn for everybody who is at work.
 *
 * <p>WildFly says so over JMX, before it stops anything. On a server that does not, and where the
 * application alone is stopped, this is told of the end of the application only. Thread-safe.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ServerState {

  private static final Logger LOG = LoggerFactory.getLogger(ServerState.class);
  private static final String MBEAN = "jboss.root:type=state";
  private static final String ATTRIBUTE = "RunningState";
  private static final String NORMAL = "normal";
  private static final List<String> ENDING = List.of("suspending", "stopping");

  /** Who wants to know. Is called in the thread that stops the server: it must not wait. */
  public interface Listener {

    /** The server is about to suspend or to stop. May be told more than once. */
    default void stopping() {}

    /** The server has started, or goes on. */
    default void working() {}
  }

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final NotificationListener notifications = (notification, context) -> told(notification);
  private volatile boolean stopping;

  @PostConstruct
  void start() {
    try {
      server().addNotificationListener(mbean(), notifications, null, null);
    } catch (JMException e) {
      LOG.debug("This server does not tell when it is about to stop", e);
    }
  }

  @PreDestroy
  void stop() {
    try {
      server().removeNotificationListener(mbean(), notifications);
    } catch (JMException e) {
      LOG.debug("This server has not told when it was about to stop", e);
    }
    stopping();
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private static ObjectName mbean() throws MalformedObjectNameException {
    return new ObjectName(MBEAN);
  }

  private void told(Notification notification) {
    if (notification instanceof AttributeChangeNotification change
        && ATTRIBUTE.equals(change.getAttributeName())) {
      String state = String.valueOf(change.getNewValue());
      if (ENDING.contains(state)) {
        stopping();
      } else if (NORMAL.equals(state)) {
        stopping = false;
        listeners.forEach(Listener::working);
      }
    }
  }

  private void stopping() {
    stopping = true;
    listeners.forEach(Listener::stopping);
  }

  /** Tells of what changes from now on; whoever comes late is told at once how it is. */
  public void listen(Listener listener) {
    listeners.add(listener);
    if (stopping) {
      listener.stopping();
    } else if (isWorking()) {
      listener.working();
    }
  }

  /** Whether it is about to suspend or stop, or has. */
  public boolean isStopping() {
    return stopping;
  }

  /** Whether the server works, whatever becomes of the application. */
  public static boolean isWorking() {
    try {
      return NORMAL.equals(String.valueOf(server().getAttribute(mbean(), ATTRIBUTE)));
    } catch (JMException e) {
      // A server that does not tell is taken to work.
      return true;
    }
  }
}
