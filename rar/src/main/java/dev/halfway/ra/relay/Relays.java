package dev.halfway.ra.relay;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.HalfQueues;
import dev.halfway.ra.broker.JmsHalfQueue;
import dev.halfway.ra.broker.LaneReceiver;
import dev.halfway.ra.broker.MessageReceiver;
import dev.halfway.ra.broker.WaitingReceiver;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Lanes;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.OutcomeSources;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.relay.RelayWorker.Task;
import dev.halfway.ra.runtime.AdapterRuntime;
import jakarta.jms.Message;
import jakarta.resource.spi.work.WorkException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The relays of this node: its own lanes and waiting queue, and those it has taken over. */
public final class Relays {

  private final HalfQueues queues;
  private final Store store;
  private final Checkers<Message> checkers;
  private final RelaySettings settings;
  private final NodeState state;
  private final AdapterRuntime runtime;
  private final Map<String, RelayWorker> workers = new ConcurrentHashMap<>();

  public Relays(
      HalfQueues queues,
      Store store,
      Checkers<Message> checkers,
      RelaySettings settings,
      NodeState state,
      AdapterRuntime runtime) {
    this.queues = queues;
    this.store = store;
    this.checkers = checkers;
    this.settings = settings;
    this.state = state;
    this.runtime = runtime;
  }

  /** Relays a queue, unless it is relayed already. To be called again and again by one thread. */
  public void start(String queue, boolean waiting) throws WorkException, Unavailable {
    Ownership owner = store.ownership();
    RelayWorker running = workers.get(queue);
    if (running != null && !running.hasEnded()) {
      if (!running.ownership().equals(owner)) {
        // The store is another one by now. What takes its place is started next time.
        running.stop();
      }
      return;
    }
    RelayWorker worker = worker(queue, waiting, owner);
    workers.put(queue, worker);
    try {
      runtime.threads().start(queue, worker);
    } catch (WorkException e) {
      workers.remove(queue);
      throw e;
    }
  }

  /** Relays a queue no more. */
  public void stop(String queue) {
    RelayWorker worker = workers.remove(queue);
    if (worker != null) {
      worker.stop();
    }
  }

  public void stop() {
    workers.values().forEach(RelayWorker::stop);
  }

  /** The relay of a queue, if there is one. */
  public Map<String, RelayWorker> all() {
    return Map.copyOf(workers);
  }

  private RelayWorker worker(String name, boolean waiting, Ownership owner) throws Unavailable {
    Markers markers = store.reader();
    JmsHalfQueue queue =
        queues.open(
            queues.guarded(receiver(name, waiting), waiting), owner.inOwnQueues(), owner::adopted);
    Relay<Message> relay =
        new Relay<>(
            queue,
            waiting,
            new OutcomeSources<>(markers, checkers, state.pending()),
            state.context(settings.policy(), runtime));
    boolean own = name.equals(queues.names().waiting());
    return new RelayWorker(
        new Task(name, waiting, owner, queue, relay, markers),
        own ? state.counters().waitingPauser() : runtime.threads().pauser(),
        store::isUsable,
        this::foundEmpty,
        runtime);
  }

  private MessageReceiver receiver(String queue, boolean waiting) {
    return waiting
        ? new WaitingReceiver(queue, maxWait(), runtime.clock())
        : new LaneReceiver(queue, settings.linger(), some -> state.pending().size() > some);
  }

  /** Longer than any node configured alike sets a message aside, from when its consumer is made. */
  private long maxWait() {
    Policy policy = settings.policy();
    return 2 * Math.max(policy.immunity(), policy.backoff().max())
        + WaitingReceiver.LIFE_MILLIS
        + policy.round().askTimeout()
        + settings.checkTimeout();
  }

  private void foundEmpty(String queue, long since) {
    Lanes lanes = queues.names().lanes();
    if (lanes.queues().contains(queue)) {
      state.pending().foundEmpty(queue, lanes.count(), since);
    }
  }
}
