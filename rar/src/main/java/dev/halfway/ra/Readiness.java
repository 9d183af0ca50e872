package dev.halfway.ra;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.NodeRegistry;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.OwnQueues;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.relay.Housekeeper;
import dev.halfway.ra.relay.Relays;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.NotReady;
import dev.halfway.ra.runtime.RelayConfiguration;
import dev.halfway.ra.runtime.Threads;
import jakarta.resource.spi.work.WorkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the adapter to work and keeps it there: looks for what is missing until everything is
 * there, starts the relays, and then, at every heartbeat, sees that broker and store still agree
 * and who else is alive.
 *
 * <p>The log says once that the adapter works. Before that, what a round misses that began while
 * the server was starting is no alarm: see {@link StartUp}. What is back in a moment never is.
 */
final class Readiness implements Runnable {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");
  private static final String SUBJECT = "adapter";
  private static final String THREADS = "threads";
  private static final String HANGS = "housekeeper";
  private static final long SOON_MILLIS = 1_000;
  private static final long THREAD_MILLIS = 10_000;

  private final RelayConfiguration configuration;
  private final @Nullable Store store;
  private final Supplier<Ownership> ownership;
  private final Relays relays;
  private final Alarms alarms;
  private final Threads threads;
  private final Threads.Bell bell;
  private final Chores chores;
  private final OwnQueues own;
  private final Housekeeper housekeeper;
  private final StartUp startUp;
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
      RelayConfiguration configuration,
      BrokerConnector broker,
      @Nullable Store store,
      Supplier<Ownership> ownership,
      Relays relays,
      NodeRegistry registry,
      Alarms alarms,
      Threads threads,
      Clock clock) {
    this.configuration = configuration;
    this.store = store;
    this.ownership = ownership;
    this.relays = relays;
    this.alarms = alarms;
    this.threads = threads;
    this.bell = threads.bell();
    this.chores = new Chores(configuration, broker, alarms, clock);
    this.own = new OwnQueues(configuration, broker, alarms, clock);
    this.housekeeper =
        new Housekeeper(
            configuration, broker, relays, registry, () -> store == null || store.isConfirmed());
    this.startUp = new StartUp(configuration.intervals().startUp());
  }

  /** What keeps messages from being sent; null when nothing does. */
  @Nullable String missing() {
    return threads.isStopped() ? "the adapter was stopped" : missing;
  }

  /** Whether the broker was last seen to treat this node's queues as it must. */
  boolean areQueuesRight() {
    return own.areRight();
  }

  /** Looks at once, not only at the next heartbeat. */
  void lookNow() {
    bell.ring();
  }

  /** Queues of other nodes that are relayed here. */
  List<String> takenOver() {
    return housekeeper.takenOver();
  }

  /** All queues that any node has registered, as last seen. */
  List<Registered> registered() {
    return housekeeper.registered();
  }

  @Override
  public void run() {
    while (!threads.isStopped()) {
      boolean well = false;
      roundSince = System.nanoTime();
      starting = starting && !worked && !startUp.isOver();
      try {
        getReady();
        missing = null;
        missingSince = null;
        alarms.clear(SUBJECT);
        tellOnce();
        chores.doWhatIsDue(store, ownership.get(), queues());
        well = true;
      } catch (NotReady e) {
        notReady(String.valueOf(e.getMessage()), e.isOutage());
      } catch (Unavailable | WorkException | RuntimeException | Error e) {
        // Nobody would start this thread again.
        notReady(String.valueOf(e.getMessage()), true);
      }
      roundSince = null;
      alarms.clear(HANGS);
      bell.pause(0, well ? configuration.heartbeat() : SOON_MILLIS);
    }
  }

  /**
   * Raises an alarm while a round lasts longer than other nodes wait for a sign of life. What it
   * waits for then is a datasource that gives it no connection: all else has a limit.
   */
  void tellWhenItHangs() {
    Long since = roundSince;
    if (since == null) {
      return;
    }
    long millis = millisSince(since);
    if (millis > configuration.takeoverAfter()) {
      alarms.raise(HANGS, "its round has lasted for %d s".formatted(millis / 1_000));
    }
  }

  /** What did not answer may have the answer next time; what is wrong stops the sending. */
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

  private void tellOnce() {
    if (!worked) {
      worked = true;
      LOG.log(
          Level.INFO,
          "half messages can be sent: node {0}, queues {1}, {2}",
          configuration.node(),
          String.join(" ", own.halfQueues()),
          store == null
              ? "no marker store, owner " + configuration.owner()
              : "marker store " + store);
    }
  }

  private void getReady() throws NotReady, Unavailable, WorkException {
    NotReady wrong = lookAtQueues();
    if (store != null) {
      store.confirm();
    }
    for (String lane : configuration.lanes().queues()) {
      relays.start(lane, false);
    }
    relays.start(configuration.lanes().waiting(), true);
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

  /**
   * What is wrong with the queues. It keeps relays from being started; those that are at work go on
   * with what was sent before.
   */
  private @Nullable NotReady lookAtQueues() throws NotReady {
    try {
      own.look();
      begun = true;
      return null;
    } catch (NotReady e) {
      if (begun && !e.isOutage()) {
        return e;
      }
      throw e;
    }
  }

  /** Every half and waiting queue of every node. */
  private List<String> queues() {
    Set<String> all = new TreeSet<>(own.halfQueues());
    registered().forEach(one -> all.add(one.queue()));
    return List.copyOf(all);
  }
}
