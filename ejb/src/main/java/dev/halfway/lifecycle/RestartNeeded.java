package dev.halfway.lifecycle;

import dev.halfway.health.RestartHealth;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Liveness;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when something has failed for good that is in the process itself: its broker,
 * which shuts itself down when it cannot write its journal, or its H2, which closes. Neither comes
 * back, WildFly stops the application after the broker and may get stuck with that, and all that
 * was accepted is on the disk: so a new process is what helps.
 *
 * <p>As {@link StopLimit} it ends a process only where {@code halfway.stop-within} says that the
 * server is Halfway's own. Everywhere liveness says so.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RestartNeeded {

  private static final Logger LOG = LoggerFactory.getLogger(RestartNeeded.class);

  /** Not there where the broker is elsewhere, which comes back by itself. */
  private static final String BROKER = "jboss.as:subsystem=messaging-activemq,server=default";

  /** Of H2, which is also how this database is known. */
  private static final String CLOSED = "90098";

  /** So that hardly anybody sees what WildFly answers without the application. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The application stays when its database is gone. */
  private static final Duration PAUSE_OF_DATABASE = Duration.ofSeconds(1);

  private static final int FAILED = 1;

  @Resource private ManagedThreadFactory threads;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Inject @Liveness private RestartHealth health;

  @Inject
  @ConfigProperty(name = "halfway.stop-within")
  private Optional<Duration> stopLimit;

  @Inject
  @ConfigProperty(name = "halfway.db.driver", defaultValue = "h2")
  private String driver;

  private final List<Repeater> repeaters = new ArrayList<>();
  private volatile @Nullable String failure;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public RestartNeeded() {}

  @PostConstruct
  void start() {
    health.ask(() -> Optional.ofNullable(failure));
    repeaters.add(
        Repeater.start(threads, "own broker", PAUSE, () -> failed(RestartNeeded::failureOfBroker)));
    if (driver.equals("h2")) {
      // A database elsewhere comes back by itself.
      repeaters.add(
          Repeater.start(
              threads, "own database", PAUSE_OF_DATABASE, () -> failed(this::failureOfDatabase)));
    }
  }

  /** WildFly stops the application when the broker is gone, perhaps before the next look. */
  @PreDestroy
  void stop() {
    repeaters.forEach(Repeater::close);
    health.ask(RestartHealth.NOTHING);
    failed(RestartNeeded::failureOfBroker);
  }

  /**
   * What has failed once does not come back. It is the server that is asked whether it works, not
   * {@link ServerState}: that ends with the application. Before the server does, WildFly does not
   * tell of its broker; when it stops, the broker stops too.
   */
  private void failed(Supplier<Optional<String>> look) {
    if (failure != null || !ServerState.isWorking()) {
      return;
    }
    Optional<String> failed = look.get();
    if (failed.isEmpty() || !ServerState.isWorking()) {
      return;
    }
    failure = failed.get();
    if (stopLimit.isPresent()) {
      LOG.error(
          "{}: the process is ended, with exit code {}. What was accepted is on the disk, and is"
              + " worked off after the next start",
          failed.get(),
          FAILED);
      Runtime.getRuntime().halt(FAILED);
    } else {
      LOG.error("{}: the server has to be started anew", failed.get());
    }
  }

  private static Optional<String> failureOfBroker() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName broker = new ObjectName(BROKER);
      if (server.isRegistered(broker)
          && Boolean.FALSE.equals(server.getAttribute(broker, "started"))) {
        return Optional.of("The broker has shut itself down, its own lines say why (AMQ222010)");
      }
    } catch (JMException | RuntimeException e) {
      LOG.debug("This server does not tell whether its broker works", e);
    }
    return Optional.empty();
  }

  private Optional<String> failureOfDatabase() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      if (CLOSED.equals(e.getSQLState())) {
        return Optional.of("H2 has closed the database, as when it cannot write its file");
      }
      LOG.debug("The database does not answer", e);
    }
    return Optional.empty();
  }
}
