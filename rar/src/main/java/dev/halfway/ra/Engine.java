package dev.halfway.ra;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.BrokerNodeRegistry;
import dev.halfway.ra.binding.BrokerNodeRegistry.SignContent;
import dev.halfway.ra.binding.NoStore;
import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.NodeRegistry;
import dev.halfway.ra.binding.RunningDatabases;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.binding.StoreNodeRegistry;
import dev.halfway.ra.binding.Verdicts;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.JmsHalfQueue.Outlets;
import dev.halfway.ra.broker.TimedCheckers;
import dev.halfway.ra.broker.Watchdog;
import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.operator.Listing.QueueInDoubt;
import dev.halfway.ra.operator.Operator;
import dev.halfway.ra.outbound.HalfMessaging;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.relay.Counters;
import dev.halfway.ra.relay.PendingTransactions;
import dev.halfway.ra.relay.Relays;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.NotReady;
import dev.halfway.ra.runtime.RelayConfiguration;
import dev.halfway.ra.runtime.SystemClock;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One activated adapter at work: what sending needs, what operators need, and the threads that
 * relay.
 *
 * <p>Starting it never fails because something is not there yet: broker, queues, datasource and
 * tables are looked for until they are, and until then every send is refused with what is missing.
 * Thread-safe.
 */
public final class Engine implements HalfMessaging, HalfTransactions {

  /** For a batch to be finished. All in all a stop lasts no longer than 15 s. */
  private static final long STOP_PATIENCE_MILLIS = 5_000;

  /**
   * For a call of the broker that does not return: once its connection is closed, and once more.
   */
  private static final long CUT_PATIENCE_MILLIS = 4_000;

  private final RelayConfiguration configuration;
  private final TransactionSynchronizationRegistry transactions;
  private final BrokerConnector broker;
  private final Alarms alarms = new Alarms();
  private final Clock clock = new SystemClock();
  private final UUID self = UUID.randomUUID();
  private final Threads threads;
  private final Threads.Bell waitingBell;
  private final Watchdog watchdog;
  private final PendingTransactions pending;
  private final Counters counters;
  private final Destinations destinations;
  private final @Nullable Store store;
  private final Relays relays;
  private final Operator operator;
  private final Readiness readiness;

  /** Not started yet. */
  public Engine(
      RelayConfiguration configuration,
      TransactionSynchronizationRegistry transactions,
      WorkManager works,
      CheckBack checkers) {
    this.configuration = configuration;
    this.transactions = transactions;
    this.threads = new Threads(works);
    this.waitingBell = threads.bell();
    TimedCheckers timed = new TimedCheckers(checkers);
    this.watchdog =
        new Watchdog(configuration.sendTimeout(), timed, configuration.checkTimeout(), threads);
    this.broker = new BrokerConnector(configuration, watchdog);
    this.pending = new PendingTransactions(configuration.maxPending());
    this.counters =
        new Counters(aside -> waitingBell.ringIn(Math.max(0, aside.due() - clock.now())));
    this.destinations = new Destinations(configuration.policy().backoff(), clock);
    String dataSource = configuration.dataSource();
    this.store =
        dataSource == null
            ? null
            : new Store(
                dataSource,
                configuration,
                broker,
                new RunningDatabases(broker, configuration, self, clock, alarms),
                alarms);
    Verdicts verdicts = store == null ? new NoStore() : store;
    this.relays =
        new Relays(
            broker,
            configuration,
            this::ownership,
            verdicts,
            timed,
            pending,
            counters,
            alarms,
            threads,
            clock,
            destinations,
            self,
            this::isUsable,
            this::areQueuesRight,
            waitingBell);
    this.operator =
        new Operator(
            broker,
            this::ownership,
            this::queuesInDoubt,
            verdicts,
            timed,
            pending,
            new Outlets(configuration.lanes().waiting(), configuration.parkedQueue()),
            alarms,
            counters,
            clock,
            configuration.policy(),
            self);
    NodeRegistry registry =
        store == null
            ? new BrokerNodeRegistry(broker, configuration, nodes(), self, clock, alarms)
            : new StoreNodeRegistry(store, configuration);
    this.readiness =
        new Readiness(
            configuration,
            broker,
            store,
            this::ownership,
            relays,
            registry,
            alarms,
            threads,
            clock);
    watchdog.alsoLookAfter(readiness::tellWhenItHangs);
  }

  /** Starts the threads. */
  public void start() throws WorkException {
    threads.start("watchdog", watchdog);
    threads.start("housekeeper", readiness);
  }

  /** Stops them; what they had in their hands goes back to its queue. */
  public void stop() {
    stop(STOP_PATIENCE_MILLIS);
  }

  /**
   * Stops them.
   *
   * @param patience milliseconds for what is under way to be finished
   */
  public void stop(long patience) {
    threads.stop();
    relays.stop();
    if (threads.awaitEnd(patience).isEmpty()) {
      return;
    }
    watchdog.cutAll();
    if (threads.awaitEnd(CUT_PATIENCE_MILLIS).isEmpty()) {
      return;
    }
    watchdog.interruptStuckFor(0);
    List<String> late = threads.awaitEnd(CUT_PATIENCE_MILLIS);
    if (!late.isEmpty()) {
      alarms.raise("stop", "still running: " + late);
    }
  }

  // --- sending

  @Override
  public TransactionSynchronizationRegistry transactions() {
    return transactions;
  }

  @Override
  public Connection connect(@Nullable String user, @Nullable String password) throws JMSException {
    return user == null ? broker.connect() : broker.connect(user, password);
  }

  @Override
  public CallLimit limit(Connection connection) {
    return watchdog.limit(connection);
  }

  @Override
  public void close(Connection connection) {
    broker.close(connection);
  }

  @Override
  public @Nullable String objectionToWaiting() {
    return store == null || configuration.relayDataSource() != null
        ? null
        : "relayDataSource: it must be set where commits wait for delivery (completion SYNC). They"
            + " wait with their connections to the database in their hands, and the relay would need"
            + " one of the same pool";
  }

  @Override
  public String node() {
    return configuration.node();
  }

  @Override
  public long now() {
    return clock.now();
  }

  @Override
  public String store(Settlement settlement, String group) throws JMSException {
    String missing = readiness.missing();
    if (missing != null) {
      throw new JMSException("half messages cannot be sent: " + missing);
    }
    if (settlement == Settlement.CHECKER) {
      return ownership().checked();
    }
    UUID id = ownership().store();
    if (id == null) {
      throw new JMSException(
          "half messages cannot be sent: dataSource: none is configured, so there is no marker"
              + " store; set it, or settlement=CHECKER");
    }
    return id.toString();
  }

  @Override
  public String halfQueueFor(HalfTransactionId transaction, @Nullable String key) {
    return configuration.lanes().queueFor(transaction, key);
  }

  @Override
  public HalfTransactionId begin() throws JMSException {
    try {
      if (!pending.awaitRoom(configuration.backPressureTimeout())) {
        throw new JMSException(
            "the relay is behind: %d half messages are on their way, %d are the most (maxPending)"
                .formatted(pending.size(), configuration.maxPending()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JMSException("interrupted while waiting for the relay");
    }
    return name();
  }

  @Override
  public HalfTransactionId name() {
    return HalfTransactionId.of(clock.now(), configuration.policy().buckets(), UUID.randomUUID());
  }

  @Override
  public void mark(HalfTransactionId transaction) throws Exception {
    if (store == null) {
      throw new IllegalStateException("no marker store");
    }
    store.mark(transaction);
  }

  @Override
  public void preparing(HalfTransactionId transaction, int messages) {
    pending.preparing(transaction, messages);
  }

  @Override
  public void unconfirmed(HalfTransactionId transaction, int messages) {
    pending.unconfirmed(transaction, messages);
  }

  @Override
  public void prepared(HalfTransactionId transaction, int messages) {
    counters.half.add(messages);
  }

  @Override
  public void ended(HalfTransactionId transaction) {
    pending.ended(transaction);
  }

  @Override
  public boolean awaitDelivery(HalfTransactionId transaction, Duration patience) {
    try {
      return pending.awaitDelivery(transaction, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // --- operators

  @Override
  public List<HalfTransaction> inDoubt(int limit) throws JMSException {
    return operator.inDoubt(limit);
  }

  @Override
  public Optional<HalfTransaction> find(String id) throws JMSException {
    return operator.find(id);
  }

  @Override
  public Optional<String> body(String id, int limit) throws JMSException {
    return operator.body(id, limit);
  }

  @Override
  public Resolution resolve(String id, Verdict verdict) throws JMSException {
    if (verdict == Verdict.UNKNOWN) {
      throw new IllegalArgumentException("verdict: COMMIT or ROLLBACK");
    }
    return operator.resolve(id, verdict);
  }

  @Override
  public Resolution check(String id) throws JMSException {
    return operator.check(id);
  }

  @Override
  public int resume(int limit) throws JMSException {
    return operator.resume(limit);
  }

  @Override
  public void rebind() throws JMSException {
    if (store == null) {
      throw new JMSException("dataSource: none is configured, so there is nothing to bind");
    }
    try {
      store.rebind();
    } catch (NotReady e) {
      JMSException failure = new JMSException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
    readiness.lookNow();
  }

  @Override
  public RelayStatus status() {
    List<String> all = new ArrayList<>(alarms.all());
    destinations
        .all()
        .forEach((destination, cause) -> all.add("destination " + destination + ": " + cause));
    return new RelayStatus(
        configuration.node(),
        readiness.missing() == null,
        pending.size(),
        pending.lag(),
        counters.half.sum(),
        counters.forwarded.sum(),
        counters.swallowed.sum(),
        counters.checked.sum(),
        counters.setAside.sum(),
        counters.parked.sum(),
        readiness.takenOver(),
        all);
  }

  private SignContent nodes() {
    return new SignContent(
        ownership().checked(), configuration::node, "Node '%s' relays %s. Do not remove.");
  }

  private Ownership ownership() {
    return store == null ? new Ownership(null, configuration.owner()) : Ownership.of(store.id());
  }

  /** With a store, nothing is relayed until it is known to be the right one. */
  private boolean isUsable() {
    return store == null || store.id() != null;
  }

  /** Whether what the broker would make of the adapter's queues, were they made now, is right. */
  private boolean areQueuesRight() {
    return readiness.areQueuesRight();
  }

  private List<QueueInDoubt> queuesInDoubt() {
    Map<String, QueueInDoubt> queues = new LinkedHashMap<>();
    add(queues, configuration.parkedQueue(), State.PARKED);
    add(queues, configuration.lanes().waiting(), State.WAITING);
    configuration.lanes().queues().forEach(lane -> add(queues, lane, State.HALF));
    for (Registered other : readiness.registered()) {
      add(queues, other.queue(), other.waiting() ? State.WAITING : State.HALF);
    }
    return List.copyOf(queues.values());
  }

  private static void add(Map<String, QueueInDoubt> queues, String name, State state) {
    queues.putIfAbsent(name, new QueueInDoubt(name, state));
  }
}
