package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.Caused;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The half transaction of one JTA transaction: one id, one row of ordinals and one marker, however
 * many connections, factories and producers take part. It lives with the JTA transaction, as a
 * resource of the registry, never with a thread. Thread-safe; nothing here waits for a thread that
 * is busy with the broker.
 */
final class OpenTransaction implements Synchronization {

  private static final System.Logger LOG = System.getLogger(OpenTransaction.class.getName());

  private static final String COMPLETING =
      "the transaction takes no more messages, it is already being completed";

  private final HalfMessaging messaging;
  private final HalfTransactionId id;
  private final Settlement settlement;
  private final List<TransactionBranch> branches = new CopyOnWriteArrayList<>();
  private final Map<ConnectionPool, TransactionBranch> borrowed = new ConcurrentHashMap<>();

  // Guarded by this.
  private Progress progress = Progress.OPEN;
  private @Nullable PendingMarker marker;
  private boolean marked;
  private int ordinals;
  private int sent;
  private Duration deliveryTimeout = Duration.ZERO;
  private @Nullable Thread completing;

  /** How near its end the transaction is. */
  private enum Progress {
    OPEN,
    /** Our turn to write the marker is over. */
    COMPLETING,
    /** The first branch was asked for its vote, or was rolled back. */
    CLOSED
  }

  private record Key(HalfMessaging messaging) {}

  /** Held by who begins one, by hash: two threads of one transaction may begin at once. */
  private static final Object[] BEGINNING = Stream.generate(Object::new).limit(64).toArray();

  private OpenTransaction(HalfMessaging messaging, HalfTransactionId id, Settlement settlement) {
    this.messaging = messaging;
    this.id = id;
    this.settlement = settlement;
  }

  /** The half transaction of this thread's JTA transaction, begun with its first message. */
  static OpenTransaction current(HalfMessaging messaging, SenderGroup group) throws JMSException {
    TransactionSynchronizationRegistry transactions = messaging.transactions();
    Key key = new Key(messaging);
    OpenTransaction open;
    try {
      open = (OpenTransaction) transactions.getResource(key);
      if (open == null) {
        // What cannot be settled need not begin.
        messaging.store(group.settlement(), group.name());
        open = begin(messaging, group, key, messaging.begin());
      }
    } catch (java.lang.IllegalStateException e) {
      throw Caused.by(e, new IllegalStateException("the transaction has ended, timed out perhaps"));
    }
    open.admit(group);
    open.provideMarker();
    return open;
  }

  /** Begins it, unless another thread of the same transaction has done so meanwhile. */
  private static OpenTransaction begin(
      HalfMessaging messaging, SenderGroup group, Key key, HalfTransactionId id)
      throws JMSException {
    TransactionSynchronizationRegistry transactions = messaging.transactions();
    int lock = Math.floorMod(Objects.hashCode(transactions.getTransactionKey()), BEGINNING.length);
    synchronized (BEGINNING[lock]) {
      OpenTransaction open = (OpenTransaction) transactions.getResource(key);
      if (open == null) {
        open = new OpenTransaction(messaging, id, group.settlement());
        open.register();
        transactions.putResource(key, open);
      }
      return open;
    }
  }

  private void register() throws JMSException {
    TransactionSynchronizationRegistry transactions = messaging.transactions();
    try {
      transactions.registerInterposedSynchronization(this);
    } catch (RuntimeException e) {
      messaging.ended(id);
      throw Caused.by(e, new IllegalStateException(COMPLETING));
    }
    // Some servers do not register, but do not say so, once the transaction can only roll back.
    if (canOnlyRollBack()) {
      messaging.ended(id);
      throw new IllegalStateException("the transaction was marked for rollback");
    }
  }

  private synchronized void admit(SenderGroup group) throws JMSException {
    if (group.settlement() != settlement) {
      throw new IllegalStateException(
          "this transaction's messages are settled by "
              + settlement
              + "; a connection factory with settlement "
              + group.settlement()
              + " cannot take part in it");
    }
    if (group.deliveryTimeout().compareTo(deliveryTimeout) > 0) {
      deliveryTimeout = group.deliveryTimeout();
    }
    admit();
  }

  /** Takes the marker's connection, outside the monitor: the pool may let this thread wait. */
  private void provideMarker() throws JMSException {
    // One that can only roll back gets no connection from some servers, and needs none.
    if (needsNoMarker() || canOnlyRollBack()) {
      return;
    }
    PendingMarker taken = messaging.marker(id);
    synchronized (this) {
      if (!needsNoMarker()) {
        marker = taken;
        return;
      }
    }
    // Another thread of the transaction was faster, or the transaction is over.
    taken.close();
  }

  private boolean canOnlyRollBack() {
    return messaging.transactions().getTransactionStatus() == Status.STATUS_MARKED_ROLLBACK;
  }

  private synchronized boolean needsNoMarker() {
    return settlement != Settlement.MARKER || marker != null || progress != Progress.OPEN;
  }

  private void admit() throws IllegalStateException {
    boolean markerMissed =
        progress == Progress.COMPLETING && settlement == Settlement.MARKER && !marked;
    if (progress == Progress.CLOSED || markerMissed) {
      throw new IllegalStateException(COMPLETING);
    }
  }

  HalfTransactionId id() {
    return id;
  }

  /** What goes around a message that is sent now. */
  Envelope envelope(SenderGroup group, ApplicationMessage message, long now) throws JMSException {
    String store = messaging.store(settlement, group.name());
    RealDestination real = RealDestination.of(message.destination());
    Delivery delivery = message.delivery();
    return new Envelope(
        id,
        nextOrdinal(),
        store,
        group.name(),
        settlement,
        messaging.node(),
        real.name(),
        real.topic(),
        Envelope.keyOf(message.properties()),
        now,
        delivery.deliverAt(now),
        delivery.expireAt(now),
        delivery.priority(),
        delivery.mode() == DeliveryMode.PERSISTENT,
        null);
  }

  private synchronized int nextOrdinal() throws IllegalStateException {
    admit();
    return ordinals++;
  }

  /** A message is in a session that takes part in this transaction. */
  synchronized void sent() {
    sent++;
  }

  void join(TransactionBranch branch) {
    branches.add(branch);
  }

  /** The branch of a connection that was borrowed for this transaction, if there is one. */
  @Nullable TransactionBranch borrowed(ConnectionPool pool) {
    return borrowed.get(pool);
  }

  void borrowed(ConnectionPool pool, TransactionBranch branch) {
    borrowed.put(pool, branch);
  }

  /** From now on nothing can be added: a branch votes or was rolled back. */
  synchronized void close() {
    progress = Progress.CLOSED;
  }

  /** Whether somebody will be able to say how the transaction ended. */
  synchronized boolean canBeSettled() {
    return marked || settlement == Settlement.CHECKER;
  }

  @Override
  public void beforeCompletion() {
    // Asked before the monitor is taken: the registry may take locks of the transaction manager's.
    boolean active = !canOnlyRollBack();
    boolean needsMarker;
    synchronized (this) {
      completing = Thread.currentThread();
      needsMarker = active && settlement == Settlement.MARKER && sent > 0;
    }
    try (PendingMarker pending = takeMarker()) {
      if (needsMarker) {
        mark(pending);
      }
    }
    synchronized (this) {
      marked |= needsMarker;
      if (progress == Progress.OPEN) {
        progress = Progress.COMPLETING;
      }
    }
  }

  private synchronized @Nullable PendingMarker takeMarker() {
    PendingMarker pending = marker;
    marker = null;
    return pending;
  }

  private void mark(@Nullable PendingMarker pending) {
    try {
      Objects.requireNonNull(pending).write();
    } catch (Unavailable | RuntimeException e) {
      messaging.transactions().setRollbackOnly();
      throw new java.lang.IllegalStateException(
          "no marker for half transaction " + id + ", it must not commit", e);
    }
  }

  @Override
  public void afterCompletion(int status) {
    close();
    branches.forEach(TransactionBranch::end);
    PendingMarker unwritten = takeMarker();
    if (unwritten != null) {
      unwritten.close();
    }
    messaging.ended(id);
    if (status == Status.STATUS_COMMITTED) {
      awaitDelivery();
    }
  }

  /** Never on the transaction manager's own threads, which serve other transactions. */
  private void awaitDelivery() {
    Duration timeout;
    synchronized (this) {
      timeout = completing == Thread.currentThread() && sent > 0 ? deliveryTimeout : Duration.ZERO;
    }
    if (!timeout.isZero() && !messaging.awaitDelivery(id, timeout)) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "half transaction {0} has committed, its delivery is pending",
          id);
    }
  }
}
