package dev.halfway.ra.relay;

import dev.halfway.ra.binding.NodeRegistry;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.protocol.Lanes;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.protocol.Takeover;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.runtime.NotReady;
import dev.halfway.ra.runtime.RelayConfiguration;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other nodes that this one relays its queues, and relays those of nodes that say nothing
 * any more. One thread uses it; {@link #takenOver} may be asked by any.
 */
public final class Housekeeper {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private final RelayConfiguration configuration;
  private final BrokerConnector broker;
  private final Relays relays;
  private final NodeRegistry registry;
  private final BooleanSupplier mayTakeOver;
  private final Set<String> own;
  private final Set<String> announced = new HashSet<>();
  private volatile Set<String> takenOver = Set.of();
  private volatile List<Registered> registered = List.of();

  /**
   * One that has not looked yet.
   *
   * @param mayTakeOver whether the registry can be believed
   */
  public Housekeeper(
      RelayConfiguration configuration,
      BrokerConnector broker,
      Relays relays,
      NodeRegistry registry,
      BooleanSupplier mayTakeOver) {
    this.configuration = configuration;
    this.broker = broker;
    this.relays = relays;
    this.registry = registry;
    this.mayTakeOver = mayTakeOver;
    Lanes lanes = configuration.lanes();
    this.own = new HashSet<>(lanes.queues());
    own.add(lanes.waiting());
  }

  /** Queues of other nodes that are relayed here. */
  public List<String> takenOver() {
    return takenOver.stream().sorted().toList();
  }

  /** All queues that any node has registered, as last seen. */
  public List<Registered> registered() {
    return registered;
  }

  /** One round. */
  public void keepHouse() throws NotReady, Unavailable, WorkException {
    beat();
    registered = registry.registered();
    if (mayTakeOver.getAsBoolean()) {
      takeOver(
          new Takeover(configuration.node(), configuration.takeoverAfter())
              .toRelay(registered, own));
    }
  }

  /**
   * A sign of life is given for a queue only when its relay has heard from the broker. But the
   * first one is given at once, before anything can be sent: what a node leaves behind that dies in
   * its first seconds nobody would look for otherwise.
   */
  private void beat() throws NotReady {
    Map<String, RelayWorker> running = relays.all();
    List<String> relayed = new ArrayList<>();
    for (String queue : own) {
      @Nullable RelayWorker worker = running.get(queue);
      if (worker != null
          && (!announced.contains(queue)
              || worker.heardWithin(configuration.takeoverAfter() / 2))) {
        relayed.add(queue);
      }
    }
    registry.heartbeat(relayed);
    announced.addAll(relayed);
  }

  /** Whether there is nothing left to relay: it has long been empty, or was removed. */
  private boolean isOver(String queue, RelayWorker worker) {
    long enough = configuration.intervals().forgetAfter();
    if (worker.isEmptyFor(enough)) {
      return true;
    }
    if (!worker.isSilentFor(enough)) {
      return false;
    }
    try (Browsing browsing = new Browsing(broker, configuration.parkedQueue())) {
      return browsing.isMissing(queue);
    } catch (JMSException e) {
      LOG.log(Level.DEBUG, "the broker does not tell whether there is a queue " + queue, e);
      return false;
    }
  }

  private void takeOver(List<Registered> abandoned) throws NotReady, Unavailable, WorkException {
    Set<String> now = new HashSet<>();
    Map<String, RelayWorker> running = relays.all();
    for (Registered queue : abandoned) {
      RelayWorker worker = running.get(queue.queue());
      if (worker != null && isOver(queue.queue(), worker)) {
        // Nobody writes into it any more. Should its node come back, it registers it again.
        registry.forget(queue.queue());
      } else if (registry.take(queue.queue())) {
        relays.start(queue.queue(), queue.waiting());
        now.add(queue.queue());
      }
    }
    for (String queue : new ArrayList<>(takenOver)) {
      if (!now.contains(queue)) {
        relays.stop(queue);
      }
    }
    takenOver = now;
  }
}
