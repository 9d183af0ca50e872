package dev.halfway.start;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Watches the server until it has started, and tells where it has but does not work: WildFly goes on
 * without an application that failed, and answers 404. What is wrong with other applications that
 * somebody has deployed is theirs.
 */
final class BootWatch {

  /** Set by the server when its class loaders, log manager and MBean server are there. */
  private static final String SERVER_IS_THERE = "jboss.server.persist.config";

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
      while (System.getProperty(SERVER_IS_THERE) == null || isStarting()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      failure().ifPresent(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isStarting() {
    return attribute(STATE, "RuntimeConfigurationState").map("starting"::equals).orElse(true);
  }

  /** Why it does not work; nothing where it does, and where it was not to start any application. */
  private static Optional<String> failure() {
    String state = attribute(STATE, "RunningState").orElse("");
    if (!state.equals("normal") && !state.equals("suspended")) {
      return Optional.empty();
    }
    BootErrors errors = new BootErrors(call(MANAGEMENT, "readBootErrors"));
    boolean applicationFailed =
        attribute(APPLICATION, "status").filter(status -> !status.equals("OK")).isPresent();
    if (!applicationFailed && !errors.concernTheServer()) {
      return Optional.empty();
    }
    return errors
        .complaint()
        .or(BootWatch::databaseFailure)
        .or(errors::lastCause)
        .or(() -> Optional.of("the application does not work: see the server's log"));
  }

  /** Without a database the first that fails is a persistence unit, which does not say so. */
  private static Optional<String> databaseFailure() {
    String answer = call(DATABASE, "testConnectionInPool");
    return BootErrors.databaseCause(answer)
        .map(cause -> "halfway.db.url: the database cannot be used: " + cause);
  }

  private static Optional<String> attribute(String bean, String name) {
    try {
      return Optional.of(String.valueOf(server().getAttribute(new ObjectName(bean), name)));
    } catch (InstanceNotFoundException e) {
      return Optional.empty();
    } catch (JMException | JMRuntimeException e) {
      return Optional.empty();
    }
  }

  /** What it says, be it that it has failed. */
  private static String call(String bean, String operation) {
    try {
      Object answer =
          server().invoke(new ObjectName(bean), operation, new Object[0], new String[0]);
      return answer instanceof Object[] all
          ? java.util.Arrays.toString(all)
          : String.valueOf(answer);
    } catch (JMException | JMRuntimeException e) {
      return e.toString();
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
