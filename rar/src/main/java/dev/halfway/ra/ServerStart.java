package dev.halfway.ra;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is missing may just not be there yet, because the server is starting: it starts
 * adapter, broker and datasources side by side. Over when the server says that it has started,
 * which WildFly does over JMX, or when the grace is over. No specification lets an adapter ask.
 * Thread-safe.
 */
final class ServerStart {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");
  private static final String SERVER = "jboss.as:management-root=server";
  private static final String STATE = "serverState";
  private static final String STARTING = "starting";

  private final long graceMillis;
  private final Supplier<@Nullable String> state;
  private final long since = System.nanoTime();

  ServerStart(long graceMillis) {
    this(graceMillis, ServerStart::stateOfWildFly);
  }

  /** It begins now; the state of the server is as WildFly calls it, null when it does not tell. */
  ServerStart(long graceMillis, Supplier<@Nullable String> state) {
    this.graceMillis = graceMillis;
    this.state = state;
  }

  boolean isOver() {
    if (System.nanoTime() - since >= TimeUnit.MILLISECONDS.toNanos(graceMillis)) {
      return true;
    }
    String now = state.get();
    return now != null && !now.equals(STARTING);
  }

  private static @Nullable String stateOfWildFly() {
    try {
      return String.valueOf(
          ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(SERVER), STATE));
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.DEBUG, "the server does not say whether it has started", e);
      return null;
    }
  }
}
