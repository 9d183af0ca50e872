package dev.halfway.ra;

import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.OwnQueues;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.relay.Housekeeper;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.Threads;
import jakarta.resource.spi.work.WorkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts the adapter's work and keeps it going. It looks for what is missing until everything is
 * there, and starts the relays. Then, at every heartbeat, it checks that broker and store still
 * agree and which nodes are alive.
 *
 * <p>What is missing while the server starts ({@link ServerStart}), or only for a moment, raises no
 * alarm.
 */
final class Readiness implements Runnable {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");
  private static final String SUBJECT = "adapter";
  private static final String THREADS = "threads";
  private static final String HANGS = "housekeeper";
  private static final long SOON_MILLIS = 1_000;
  private static final long THREAD_MILLIS = 10_000;

  private final AdapterConfiguration configuration;
  private final OwnQueues own;
  private final Store store;
  private final Housekeeper housekeeper;
  private final Maintenance maintenance;
  private final Alarms alarms;
  private final Threads threads;
  private final Threads.Pauser pauser;
  private final ServerStart serverStart;
  private boolean begun;
  private boolean worked;

  /** Whether the server was still starting when this round began. */
  private boolean starting = true;

  /** Since when something is missing, by {@link System#nanoTime}; null when nothing is. */
  private @Nullable Long missingSince;

  /** When the round began that is under way, by {@link System#nanoTime}; null between two. */
  private volatile @Nullable Long roundSince;

  private volatile @Nullable String missing = "the adapter has only just started";

  Readiness(
      AdapterConfiguration configuration,
      OwnQueues own,
      Store store,
      Housekeeper housekeeper,
      Maintenance maintenance,
      AdapterRuntime runtime) {
    this.configuration = configuration;
    this.own = own;
    this.store = store;
    this.housekeeper = housekeeper;
    this.maintenance = maintenance;
    this.alarms = runtime.alarms();
    this.threads = runtime.threads();
    this.pauser = threads.pauser();
    this.serverStart = new ServerStart(configuration.intervals().startUp());
  }

  /** What keeps messages from being sent; null when nothing does. */
  @Nullable String missing() {
    return threads.isStopped() ? "the adapter was stopped" : missing;
  }

  /** Runs the next round at once, not only at the next heartbeat. */
  void wakeUp() {
    pauser.wake();
  }

  @Override
  public void run() {
    while (!threads.isStopped()) {
      boolean well = false;
      roundSince = System.nanoTime();
      starting = starting && !worked && !serverStart.isOver();
      try {
        getReady();
        missing = null;
        missingSince = null;
        alarms.clear(SUBJECT);
        logOnce();
        maintenance.doWhatIsDue(queues());
        well = true;
      } catch (Unavailable e) {
        notReady(String.valueOf(e.getMessage()), e.mayPass());
      } catch (WorkException | RuntimeException | Error e) {
        // No other thread would start this one again.
        notReady(String.valueOf(e.getMessage()), true);
      }
      roundSince = null;
      alarms.clear(HANGS);
      pauser.pause(0, well ? configuration.node().heartbeat() : SOON_MILLIS);
    }
  }

  /**
   * Raises an alarm while a round lasts longer than other nodes wait for a sign of life. What it
   * waits for then is a datasource that gives it no connection: all else has a limit.
   */
  void alarmWhenItHangs() {
    Long since = roundSince;
    if (since == null) {
      return;
    }
    long millis = millisSince(since);
    if (millis > configuration.node().takeoverAfter()) {
      alarms.raise(HANGS, "its round has lasted for %d s".formatted(millis / 1_000));
    }
  }

  /**
   * After an outage the last answer holds until the next round; what is wrong stops the sending.
   */
  private void notReady(String why, boolean outage) {
    if (!outage || missing != null) {
      missing = why;
    }
    long since = missingSince == null ? System.nanoTime() : missingSince;
    missingSince = since;
    if (millisSince(since) >= configuration.intervals().passing()) {
      raise(SUBJECT, why);
    }
  }

  /** While the server starts, it is no alarm that something is not there yet. */
  private void raise(String subject, String why) {
    if (!starting) {
      alarms.raise(subject, why);
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private void logOnce() {
    if (!worked) {
      worked = true;
      LOG.log(
          Level.INFO,
          "half messages can be sent: node {0}, queues {1}, {2}",
          configuration.node().name(),
          String.join(" ", configuration.queues().own()),
          store);
    }
  }

  private void getReady() throws Unavailable, WorkException {
    Unavailable wrong = checkQueues();
    store.confirm();
    housekeeper.keepHouse();
    List<String> waiting = threads.withoutThread(THREAD_MILLIS);
    if (waiting.isEmpty()) {
      alarms.clear(THREADS);
    } else {
      raise(
          THREADS,
          "the server's work manager needs more long-running threads; none for " + waiting);
    }
    if (wrong != null) {
      throw wrong;
    }
  }

  /** What is wrong with the queues: no relay is started, and those that are at work go on. */
  private @Nullable Unavailable checkQueues() throws Unavailable {
    try {
      own.check();
      begun = true;
      return null;
    } catch (Unavailable e) {
      if (begun && !e.mayPass()) {
        return e;
      }
      throw e;
    }
  }

  /** Every half and waiting queue of every node. */
  private List<String> queues() {
    Set<String> all = new TreeSet<>(configuration.queues().own());
    housekeeper.registered().forEach(one -> all.add(one.queue()));
    return List.copyOf(all);
  }
}
