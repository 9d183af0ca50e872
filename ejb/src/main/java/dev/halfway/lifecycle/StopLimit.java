package dev.halfway.lifecycle;

import dev.halfway.settings.ConfigRange;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process where it takes longer than that to stop: with a broker or a database that says
 * nothing, a server waits for each answer in turn. Nothing is lost by it, as by {@code kill -9}.
 *
 * <p>It concerns the whole server, so it is off unless it is configured, as in the server that the
 * build makes.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class StopLimit {

  private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);
  static final String PROPERTY = "halfway.stop-within";

  /** As the exit code of a process that a signal has ended: 128 and SIGKILL. */
  private static final int KILLED = 137;

  @Inject
  @ConfigProperty(name = PROPERTY)
  private Optional<Duration> limit;

  private @Nullable Thread hook;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public StopLimit() {}

  @PostConstruct
  void start() {
    limit.ifPresent(
        within -> {
          ConfigRange.check(PROPERTY, within);
          Thread first = new Thread(() -> arm(within), "stop limit");
          Runtime.getRuntime().addShutdownHook(first);
          hook = first;
        });
  }

  @PreDestroy
  void stop() {
    Thread registered = hook;
    if (registered != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(registered);
      } catch (IllegalStateException e) {
        LOG.trace("The process is ending: it stays", e);
      }
    }
  }

  /** A hook that lasts holds the end of the process up: so it starts a thread, and is over. */
  private static void arm(Duration within) {
    Thread limit = new Thread(() -> halt(within), "stop limit");
    limit.setDaemon(true);
    limit.start();
  }

  private static void halt(Duration within) {
    try {
      TimeUnit.MILLISECONDS.sleep(within.toMillis());
      LOG.warn(
          "The server has not stopped within {} ({}): the process is ended. What was going on is"
              + " settled at the next start, as after a crash",
          within,
          PROPERTY);
    } catch (InterruptedException e) {
      LOG.warn("Interrupted: the process is ended now", e);
    } finally {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
