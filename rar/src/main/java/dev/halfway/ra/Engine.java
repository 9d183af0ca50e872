package dev.halfway.ra;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.HalfQueues;
import dev.halfway.ra.broker.OwnQueues;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.broker.Watchdog;
import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.inbound.TimedCheckers;
import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.jms.Caused;
import dev.halfway.ra.operator.InDoubt;
import dev.halfway.ra.operator.InDoubt.QueueInDoubt;
import dev.halfway.ra.operator.Operator;
import dev.halfway.ra.outbound.HalfMessaging;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.relay.Counters;
import dev.halfway.ra.relay.Housekeeper;
import dev.halfway.ra.relay.NodeState;
import dev.halfway.ra.relay.Relays;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
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
 * relay. All parts of the adapter are put together here.
 *
 * <p>Starting it never fails because something is not there yet. Broker, queues, datasource and
 * tables are looked for until they are there; until then every send is refused with what is
 * missing. Thread-safe.
 */
public final class Engine implements HalfMessaging, HalfTransactions {

  /** For a batch to be finished. A whole stop lasts no longer than 15 s. */
  private static final long STOP_MILLIS = 5_000;

  /**
   * For a call of the broker that does not return: once its connection is closed, and once more.
   */
  private static final long CUT_MILLIS = 4_000;

  private final AdapterConfiguration configuration;
  private final QueueNames queues;
  private final Policy policy;
  private final TransactionSynchronizationRegistry transactions;
  private final AdapterRuntime runtime;
  private final TimedCheckers checkers;
  private final Watchdog watchdog;
  private final BrokerConnector broker;
  private final Store store;
  private final NodeState state;
  private final Relays relays;
  private final Housekeeper housekeeper;
  private final Readiness readiness;
  private final InDoubt inDoubt;
  private final Operator operator;

  public Engine(
      AdapterConfiguration configuration,
      TransactionSynchronizationRegistry transactions,
      WorkManager works,
      CheckBack checkBack) {
    this.configuration = configuration;
    this.queues = configuration.queues();
    this.policy = configuration.relay().policy();
    this.transactions = transactions;
    this.runtime = new AdapterRuntime(new Threads(works), new SystemClock(), new Alarms());
    this.checkers = new TimedCheckers(checkBack, configuration.relay().checkTimeout());
    this.watchdog = new Watchdog(configuration.broker().callTimeout(), runtime.threads());
    this.broker = new BrokerConnector(configuration.broker(), watchdog);
    this.store = Store.of(configuration.store(), configuration.node(), queues, broker, runtime);
    this.state = NodeState.of(configuration.relay(), runtime);
    OwnQueues own = new OwnQueues(queues, broker, configuration.intervals().inspection(), runtime);
    HalfQueues halfQueues = new HalfQueues(broker, own, policy.backoff(), runtime);
    this.relays = new Relays(halfQueues, store, checkers, configuration.relay(), state, runtime);
    this.housekeeper =
        new Housekeeper(
            configuration.node(),
            configuration.intervals().forgetAfter(),
            halfQueues,
            relays,
            store);
    Maintenance maintenance =
        new Maintenance(store, halfQueues, policy.buckets(), configuration.intervals());
    this.readiness = new Readiness(configuration, own, store, housekeeper, maintenance, runtime);
    this.inDoubt = new InDoubt(broker, store, queues.parked(), this::queuesInDoubt);
    this.operator =
        new Operator(
            halfQueues, inDoubt, store, checkers, state.pending(), state.context(policy, runtime));
    watchdog.also(checkers::interruptOverdue);
    watchdog.also(readiness::alarmWhenItHangs);
  }

  /** Starts the threads. */
  public void start() throws WorkException {
    runtime.threads().start("watchdog", watchdog);
    runtime.threads().start("housekeeper", readiness);
  }

  /** Stops them; what they had in their hands goes back to its queue. */
  public void stop() {
    stop(STOP_MILLIS);
  }

  /** Stops them, with so many milliseconds for what is under way to be finished. */
  public void stop(long timeout) {
    Threads threads = runtime.threads();
    threads.stop();
    relays.stop();
    if (threads.awaitEnd(timeout).isEmpty()) {
      return;
    }
    watchdog.cutAll();
    checkers.interruptAll();
    if (threads.awaitEnd(CUT_MILLIS).isEmpty()) {
      return;
    }
    watchdog.interruptStuckFor(0);
    List<String> late = threads.awaitEnd(CUT_MILLIS);
    if (!late.isEmpty()) {
      runtime.alarms().raise("stop", "still running: " + late);
    }
  }

  // --- sending

  @Override
  public TransactionSynchronizationRegistry transactions() {
    return transactions;
  }

  @Override
  public Connection connect(@Nullable String user, @Nullable String password) throws JMSException {
    return broker.connect(user, password);
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
    return configuration.store().dataSource() == null
            || configuration.store().relayDataSource() != null
        ? null
        : "relayDataSource: it must be set where commits wait for delivery (completion SYNC). They"
            + " hold their connections to the database while they wait, and the relay would need"
            + " one of the same pool";
  }

  @Override
  public String node() {
    return configuration.node().name();
  }

  @Override
  public long now() {
    return runtime.clock().now();
  }

  @Override
  public String store(Settlement settlement, String group) throws JMSException {
    String missing = readiness.missing();
    if (missing != null) {
      throw new JMSException("half messages cannot be sent: " + missing);
    }
    if (settlement == Settlement.CHECKER) {
      return store.ownership().checked();
    }
    UUID id = store.ownership().store();
    if (id == null) {
      throw new JMSException(
          "half messages cannot be sent: dataSource: none is configured, so there is no marker"
              + " store; set it, or settlement=CHECKER");
    }
    return id.toString();
  }

  @Override
  public String halfQueueFor(HalfTransactionId transaction, @Nullable String key) {
    return queues.lanes().queueFor(transaction, key);
  }

  @Override
  public HalfTransactionId begin() throws JMSException {
    try {
      if (!state.pending().awaitRoom(configuration.relay().backPressureTimeout())) {
        throw new JMSException(
            "the relay is behind: %d half messages are on their way, the limit is %d (maxPending)"
                .formatted(state.pending().size(), configuration.relay().maxPending()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JMSException("interrupted while waiting for the relay");
    }
    return name();
  }

  @Override
  public HalfTransactionId name() {
    return HalfTransactionId.of(now(), policy.buckets(), UUID.randomUUID());
  }

  @Override
  public PendingMarker marker(HalfTransactionId transaction) throws JMSException {
    try {
      return store.marker(transaction);
    } catch (Unavailable e) {
      throw Caused.by(e, new JMSException("half messages cannot be sent: " + e.getMessage()));
    }
  }

  @Override
  public void preparing(HalfTransactionId transaction, int messages) {
    state.pending().preparing(transaction, messages);
  }

  @Override
  public void unconfirmed(HalfTransactionId transaction, int messages) {
    state.pending().unconfirmed(transaction, messages);
  }

  @Override
  public void prepared(HalfTransactionId transaction, int messages) {
    state.counters().half.add(messages);
  }

  @Override
  public void ended(HalfTransactionId transaction) {
    state.pending().ended(transaction);
  }

  @Override
  public boolean awaitDelivery(HalfTransactionId transaction, Duration timeout) {
    try {
      return state.pending().awaitDelivery(transaction, timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // --- operators

  @Override
  public List<HalfTransaction> inDoubt(int limit) throws JMSException {
    return inDoubt.list(limit);
  }

  @Override
  public Optional<HalfTransaction> find(String id) throws JMSException {
    return inDoubt.find(id);
  }

  @Override
  public Optional<String> body(String id, int limit) throws JMSException {
    return inDoubt.body(id, limit);
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
    operator.rebind();
    readiness.wakeUp();
  }

  @Override
  public RelayStatus status() {
    List<String> all = new ArrayList<>(runtime.alarms().all());
    state
        .destinations()
        .all()
        .forEach((destination, cause) -> all.add("destination " + destination + ": " + cause));
    Counters counters = state.counters();
    return new RelayStatus(
        node(),
        readiness.missing() == null,
        state.pending().size(),
        state.pending().lag(),
        counters.half.sum(),
        counters.forwarded.sum(),
        counters.discarded.sum(),
        counters.checked.sum(),
        counters.setAside.sum(),
        counters.parked.sum(),
        housekeeper.takenOver(),
        all);
  }

  private List<QueueInDoubt> queuesInDoubt() {
    Map<String, State> states = new LinkedHashMap<>();
    states.put(queues.parked(), State.PARKED);
    states.put(queues.waiting(), State.WAITING);
    queues.lanes().queues().forEach(lane -> states.putIfAbsent(lane, State.HALF));
    for (Registered other : housekeeper.registered()) {
      states.putIfAbsent(other.queue(), other.waiting() ? State.WAITING : State.HALF);
    }
    return states.entrySet().stream()
        .map(one -> new QueueInDoubt(one.getKey(), one.getValue()))
        .toList();
  }
}
