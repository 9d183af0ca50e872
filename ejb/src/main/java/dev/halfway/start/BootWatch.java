package dev.halfway.start;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Watches the server until it has started, and tells where it has but does not work: WildFly goes
 * on without an application that failed, and answers 404. What is wrong with other applications
 * that somebody has deployed is theirs.
 */
final class BootWatch {

  /** Set by the server when its class loaders, log manager and MBean server are there. */
  private static final String SERVER_IS_THERE = "jboss.server.persist.config";

  private static final Set<String> STARTED = Set.of("ok", "reload-required", "restart-required");
  private static final String ADMINISTERED = "admin-only";
  private static final Set<String> RUNNING = Set.of("normal", "suspended", ADMINISTERED);
  private static final long PAUSE_MILLIS = 250;
  private static final String STATE = "jboss.root:type=state";
  private static final String MANAGEMENT = "jboss.as:core-service=management";
  private static final String APPLICATION = "jboss.as:deployment=halfway.ear";
  private static final String DATABASE = "jboss.as:subsystem=datasources,data-source=Halfway";

  private final Consumer<String> failed;

  private BootWatch(Consumer<String> failed) {
    this.failed = failed;
  }

  /** Begins, in a thread that keeps nothing alive. */
  static void start(Consumer<String> failed) {
    Thread thread = new Thread(new BootWatch(failed)::watch, "boot watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (System.getProperty(SERVER_IS_THERE) == null || !hasStarted()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      failure().ifPresent(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Both states are told one after the other, and both begin with another one. */
  private static boolean hasStarted() {
    return attribute(STATE, "ProcessState").filter(STARTED::contains).isPresent()
        && attribute(STATE, "RunningState").filter(RUNNING::contains).isPresent();
  }

  /** Why it does not work; nothing where it does, and where it was not to start any application. */
  private static Optional<String> failure() {
    if (attribute(STATE, "RunningState").filter(ADMINISTERED::equals).isPresent()) {
      return Optional.empty();
    }
    BootErrors errors = BootErrors.of(call(MANAGEMENT, "readBootErrors")).ofTheServer();
    boolean works = attribute(APPLICATION, "status").map("OK"::equals).orElse(true);
    if (works && errors.isEmpty()) {
      return Optional.empty();
    }
    return errors
        .complaint()
        .or(BootWatch::databaseFailure)
        .or(errors::innermost)
        .or(() -> Optional.of("the application does not work"));
  }

  /** Without a database, the first failure that WildFly tells of need not say so. */
  private static Optional<String> databaseFailure() {
    return call(DATABASE, "testConnectionInPool", null, null) instanceof JMException failure
        ? Optional.of(
            "halfway.db.url: the database cannot be used: "
                + BootErrors.databaseCause(String.valueOf(failure.getMessage())))
        : Optional.empty();
  }

  private static Optional<String> attribute(String bean, String name) {
    try {
      return Optional.of(String.valueOf(server().getAttribute(new ObjectName(bean), name)));
    } catch (JMException | JMRuntimeException e) {
      return Optional.empty(); // Not there yet, or not at all.
    }
  }

  /** What it answers, or why it has failed. */
  private static @Nullable Object call(String bean, String operation, @Nullable Object... texts) {
    String[] types = new String[texts.length];
    Arrays.fill(types, String.class.getName());
    try {
      return server().invoke(new ObjectName(bean), operation, texts, types);
    } catch (JMException e) {
      return e;
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
