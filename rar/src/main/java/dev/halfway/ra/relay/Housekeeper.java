package dev.halfway.ra.relay;

import dev.halfway.ra.binding.NodeRegistry;
import dev.halfway.ra.binding.NodeSettings;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.HalfQueues;
import dev.halfway.ra.protocol.Takeover;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Relays this node's queues and tells the other nodes so, and relays those of nodes that say
 * nothing any more. One thread uses it; {@link #takenOver} is for any.
 */
public final class Housekeeper {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private final NodeSettings node;
  private final long forgetAfter;
  private final HalfQueues queues;
  private final Relays relays;
  private final Store store;
  private final NodeRegistry registry;
  private final List<String> own;
  private final Set<String> announced = new HashSet<>();
  private volatile Set<String> takenOver = Set.of();
  private volatile List<Registered> registered = List.of();

  /** An abandoned queue has to be empty for so many milliseconds before it is forgotten. */
  public Housekeeper(
      NodeSettings node, long forgetAfter, HalfQueues queues, Relays relays, Store store) {
    this.node = node;
    this.forgetAfter = forgetAfter;
    this.queues = queues;
    this.relays = relays;
    this.store = store;
    this.registry = store.nodes();
    this.own = queues.names().own();
  }

  /** Queues of other nodes that are relayed here. */
  public List<String> takenOver() {
    return takenOver.stream().sorted().toList();
  }

  /** All queues that any node has registered, as last seen. */
  public List<Registered> registered() {
    return registered;
  }

  public void keepHouse() throws Unavailable, WorkException {
    for (String queue : own) {
      relays.start(queue, queue.equals(queues.names().waiting()));
    }
    beat();
    registered = registry.registered();
    if (store.isConfirmed()) {
      takeOver(
          new Takeover(node.name(), node.takeoverAfter()).toRelay(registered, Set.copyOf(own)));
    }
  }

  /**
   * A sign of life is given for a queue only when its relay has heard from the broker, but the
   * first one at once, before anything can be sent: no node would look for the messages of a node
   * that dies in its first seconds.
   */
  private void beat() throws Unavailable {
    Map<String, RelayWorker> running = relays.all();
    List<String> relayed = new ArrayList<>();
    for (String queue : own) {
      @Nullable RelayWorker worker = running.get(queue);
      if (worker != null
          && (!announced.contains(queue) || worker.heardWithin(node.takeoverAfter() / 2))) {
        relayed.add(queue);
      }
    }
    registry.heartbeat(relayed);
    announced.addAll(relayed);
  }

  /** Whether there is nothing left to relay: it has long been empty, or was removed. */
  private boolean isOver(String queue, RelayWorker worker) {
    if (worker.isEmptyFor(forgetAfter)) {
      return true;
    }
    if (!worker.isSilentFor(forgetAfter)) {
      return false;
    }
    try {
      return queues.isMissing(queue);
    } catch (JMSException e) {
      LOG.log(Level.DEBUG, "the broker does not tell whether there is a queue " + queue, e);
      return false;
    }
  }

  private void takeOver(List<Registered> abandoned) throws Unavailable, WorkException {
    Set<String> now = new HashSet<>();
    Map<String, RelayWorker> running = relays.all();
    for (Registered queue : abandoned) {
      RelayWorker worker = running.get(queue.queue());
      if (worker != null && isOver(queue.queue(), worker)) {
        // No node writes into it any more. If its node comes back, it registers it again.
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
