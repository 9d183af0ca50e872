package dev.halfway.ra.relay;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.Verdicts;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.BrokerSession;
import dev.halfway.ra.broker.GuardedReceiver;
import dev.halfway.ra.broker.MessageReceiver;
import dev.halfway.ra.broker.JmsHalfQueue;
import dev.halfway.ra.broker.JmsHalfQueue.Outlets;
import dev.halfway.ra.broker.LaneReceiver;
import dev.halfway.ra.broker.LeftMessages;
import dev.halfway.ra.broker.Management;
import dev.halfway.ra.broker.WaitingReceiver;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.RelayEvents;
import dev.halfway.ra.relay.RelayWorker.Task;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.RelayConfiguration;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Message;
import jakarta.resource.spi.work.WorkException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The relays of this node: its own lanes and waiting queue, and those it has taken over. */
public final class Relays {

  private final BrokerConnector broker;
  private final RelayConfiguration configuration;
  private final Supplier<Ownership> ownership;
  private final Verdicts verdicts;
  private final Checkers<Message> checkers;
  private final PendingTransactions pending;
  private final RelayEvents counters;
  private final Alarms alarms;
  private final Threads threads;
  private final Clock clock;
  private final Destinations destinations;
  private final UUID self;
  private final BooleanSupplier allowed;
  private final BooleanSupplier mayBeMade;
  private final Threads.Bell waitingBell;
  private final Map<String, RelayWorker> workers = new ConcurrentHashMap<>();

  public Relays(
      BrokerConnector broker,
      RelayConfiguration configuration,
      Supplier<Ownership> ownership,
      Verdicts verdicts,
      Checkers<Message> checkers,
      PendingTransactions pending,
      RelayEvents counters,
      Alarms alarms,
      Threads threads,
      Clock clock,
      Destinations destinations,
      UUID self,
      BooleanSupplier allowed,
      BooleanSupplier mayBeMade,
      Threads.Bell waitingBell) {
    this.broker = broker;
    this.configuration = configuration;
    this.ownership = ownership;
    this.verdicts = verdicts;
    this.checkers = checkers;
    this.pending = pending;
    this.counters = counters;
    this.alarms = alarms;
    this.threads = threads;
    this.clock = clock;
    this.destinations = destinations;
    this.self = self;
    this.allowed = allowed;
    this.mayBeMade = mayBeMade;
    this.waitingBell = waitingBell;
  }

  /** Relays a queue, unless it is relayed already. To be called again and again by one thread. */
  public void start(String queue, boolean waiting) throws WorkException, Unavailable {
    Ownership owner = ownership.get();
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
      threads.start(queue, worker);
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

  /** Relays nothing more, ever. */
  public void stop() {
    workers.values().forEach(RelayWorker::stop);
  }

  /** The relay of a queue, if there is one. */
  public Map<String, RelayWorker> all() {
    return Map.copyOf(workers);
  }

  private RelayWorker worker(String queueName, boolean waiting, Ownership owner)
      throws Unavailable {
    LeftMessages left =
        new LeftMessages(queueName, configuration.policy().backoff(), clock, alarms);
    Supplier<String> messages = () -> left.selector(owner.inOwnQueues());
    MessageReceiver intake =
        guarded(
            queueName,
            waiting,
            waiting
                ? new WaitingReceiver(queueName, messages, longestWait(), clock)
                : new LaneReceiver(queueName, messages, configuration.linger(), pending::exceeds));
    Markers markers = verdicts.reader();
    JmsHalfQueue queue =
        new JmsHalfQueue(
            new BrokerSession(broker),
            queueName,
            intake,
            new Outlets(configuration.lanes().waiting(), configuration.parkedQueue()),
            alarms,
            owner::adopted,
            destinations,
            left);
    Relay<Message> relay =
        new Relay<>(
            queue,
            waiting,
            markers,
            checkers,
            pending,
            destinations,
            clock,
            configuration.policy(),
            counters,
            self);
    boolean own = queueName.equals(configuration.lanes().waiting());
    return new RelayWorker(
        new Task(queueName, waiting, owner, queue, relay, markers),
        threads,
        own ? waitingBell : threads.bell(),
        alarms,
        allowed,
        this::foundEmpty);
  }

  /** Only a queue of this node may come into being because it is relayed. */
  private MessageReceiver guarded(String queue, boolean waiting, MessageReceiver intake) {
    Management management = broker.management();
    boolean own =
        queue.equals(configuration.lanes().waiting())
            || configuration.lanes().queues().contains(queue);
    return management == null
        ? intake
        : new GuardedReceiver(
            intake, queue, waiting, management, () -> own && mayBeMade.getAsBoolean());
  }

  /**
   * No message is set aside for longer by anybody who is configured alike, counted from when the
   * consumer was made that took it.
   */
  private long longestWait() {
    Policy policy = configuration.policy();
    return 2 * Math.max(policy.immunity(), policy.backoff().longest())
        + WaitingReceiver.LIFE_MILLIS
        + policy.askBudget()
        + configuration.checkTimeout();
  }

  private void foundEmpty(String queue, long since) {
    if (configuration.lanes().queues().contains(queue)) {
      pending.foundEmpty(queue, configuration.lanes().count(), since);
    }
  }
}
