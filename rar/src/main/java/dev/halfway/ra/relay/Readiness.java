package dev.halfway.ra.relay;

import dev.halfway.ra.marker.MarkerStoreException;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.protocol.Takeover.Registered;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the adapter to work and keeps it there: looks for what is missing until everything is
 * there, starts the relays, and then, at every heartbeat, sees that broker and store still agree
 * and who else is alive.
 */
final class Readiness implements Runnable {

  private static final String SUBJECT = "adapter";
  private static final String THREADS = "threads";
  private static final long SOON_MILLIS = 1_000;
  private static final long THREAD_MILLIS = 10_000;

  private final RelayConfiguration configuration;
  private final Broker broker;
  private final @Nullable Store store;
  private final Supplier<Ownership> ownership;
  private final Relays relays;
  private final Alarms alarms;
  private final Threads threads;
  private final Threads.Bell bell;
  private final Chores chores;
  private volatile @Nullable Housekeeper housekeeper;
  private boolean settingsChecked;
  private volatile @Nullable String missing = "the adapter has only just started";

  Readiness(
      RelayConfiguration configuration,
      Broker broker,
      @Nullable Store store,
      Supplier<Ownership> ownership,
      Relays relays,
      Alarms alarms,
      Threads threads,
      Clock clock) {
    this.configuration = configuration;
    this.broker = broker;
    this.store = store;
    this.ownership = ownership;
    this.relays = relays;
    this.alarms = alarms;
    this.threads = threads;
    this.bell = threads.bell();
    this.chores = new Chores(configuration, broker, alarms, clock);
  }

  /** What keeps messages from being sent; null when nothing does. */
  @Nullable String missing() {
    return threads.isStopped() ? "the adapter was stopped" : missing;
  }

  /** Looks at once, not only at the next heartbeat. */
  void lookNow() {
    bell.ring();
  }

  /** Queues of other nodes that are relayed here. */
  List<String> takenOver() {
    Housekeeper keeper = housekeeper;
    return keeper == null ? List.of() : keeper.takenOver();
  }

  /** All queues that any node has registered, as last seen. */
  List<Registered> registered() {
    Housekeeper keeper = housekeeper;
    return keeper == null ? List.of() : keeper.registered();
  }

  @Override
  public void run() {
    while (!threads.isStopped()) {
      boolean well = false;
      try {
        getReady();
        missing = null;
        alarms.clear(SUBJECT);
        chores.doWhatIsDue(store, ownership.get(), queues());
        well = true;
      } catch (NotReady e) {
        notReady(String.valueOf(e.getMessage()), e.isOutage());
      } catch (MarkerStoreException | Unavailable | WorkException | RuntimeException | Error e) {
        // Nobody would start this thread again.
        notReady(String.valueOf(e.getMessage()), true);
      }
      bell.pause(0, well ? configuration.heartbeat() : SOON_MILLIS);
    }
  }

  /** What did not answer may have the answer next time; what is wrong stops the sending. */
  private void notReady(String why, boolean outage) {
    if (!outage || missing != null) {
      missing = why;
    }
    alarms.raise(SUBJECT, why);
  }

  private void getReady() throws NotReady, MarkerStoreException, Unavailable, WorkException {
    checkQueues();
    if (store != null) {
      store.confirm();
    }
    for (String lane : configuration.lanes().queues()) {
      relays.start(lane, false);
    }
    relays.start(configuration.lanes().waiting(), true);
    if (store != null) {
      keepHouse(store);
    }
    List<String> waiting = threads.withoutThread(THREAD_MILLIS);
    if (waiting.isEmpty()) {
      alarms.clear(THREADS);
    } else {
      alarms.raise(
          THREADS,
          "the server's work manager needs more long-running threads; none for " + waiting);
    }
  }

  private void checkQueues() throws NotReady {
    String parked = configuration.parkedQueue();
    try (Browsing browsing = new Browsing(broker, parked)) {
      for (String queue : halfQueues()) {
        require(browsing, queue, "halfQueue");
      }
      require(browsing, parked, "parkedQueue");
    } catch (Broker.Unusable e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    } catch (JMSException e) {
      throw NotReady.outage("connectionFactory: the broker does not answer: " + e.getMessage(), e);
    }
    String management = configuration.managementQueue();
    if (management != null && !settingsChecked) {
      List<String> queues = new ArrayList<>(halfQueues());
      queues.add(parked);
      new QueueSettings(broker, management).check(queues);
      settingsChecked = true;
    }
  }

  private static void require(Browsing browsing, String queue, String property) throws NotReady {
    try {
      browsing.require(queue);
    } catch (JMSException e) {
      throw NotReady.outage(property + ": cannot use " + queue + ": " + e.getMessage(), e);
    }
  }

  private void keepHouse(Store known)
      throws NotReady, MarkerStoreException, Unavailable, WorkException {
    Housekeeper keeper = housekeeper;
    if (keeper == null) {
      keeper = new Housekeeper(configuration, broker, relays, known);
      housekeeper = keeper;
    }
    keeper.keepHouse();
  }

  private List<String> halfQueues() {
    List<String> own = new ArrayList<>(configuration.lanes().queues());
    own.add(configuration.lanes().waiting());
    return own;
  }

  /** Every half and waiting queue of every node. */
  private List<String> queues() {
    Set<String> all = new TreeSet<>(halfQueues());
    registered().forEach(one -> all.add(one.queue()));
    return List.copyOf(all);
  }
}
