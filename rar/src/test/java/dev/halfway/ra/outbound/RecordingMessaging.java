package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.lab.NoLimit;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands for the adapter's engine: a real broker, and notes of what it was told. */
final class RecordingMessaging implements HalfMessaging {

  /** What was made durable: the transaction and how many messages. */
  final List<String> durable = new CopyOnWriteArrayList<>();

  /** Something that may fail. */
  interface Trouble {
    void make() throws Exception;
  }

  private final TestBroker broker;
  TransactionSynchronizationRegistry transactions =
      new com.arjuna.ats.internal.jta.transaction.arjunacore
          .TransactionSynchronizationRegistryImple();
  final List<String> calls;
  final List<HalfTransactionId> begun = new CopyOnWriteArrayList<>();
  final List<String> users = new CopyOnWriteArrayList<>();
  final String halfQueue = "half." + UUID.randomUUID();
  private final AtomicInteger number = new AtomicInteger();
  Function<Connection, Connection> connecting = connection -> connection;
  Function<Connection, CallLimit> limiting = connection -> new NoLimit();
  Consumer<Connection> closing = RecordingMessaging::closed;
  Trouble marking = () -> {};
  Trouble beginning = () -> {};
  @Nullable String notReady;
  @Nullable String noConnection;
  final AtomicInteger openMarkers = new AtomicInteger();
  @Nullable String objection;
  boolean deliversInTime = true;

  RecordingMessaging(TestBroker broker, List<String> calls) {
    this.broker = broker;

    this.calls = calls;
  }

  private static void closed(Connection connection) {
    try {
      connection.close();
    } catch (JMSException e) {
      // It was broken before.
    }
  }

  @Override
  public TransactionSynchronizationRegistry transactions() {
    return transactions;
  }

  @Override
  public Connection connect(@Nullable String user, @Nullable String password) throws JMSException {
    users.add(user + "/" + password);
    return connecting.apply(broker.connect(user, password));
  }

  @Override
  public CallLimit limit(Connection connection) {
    return limiting.apply(connection);
  }

  @Override
  public void close(Connection connection) {
    closing.accept(connection);
  }

  @Override
  public @Nullable String objectionToWaiting() {
    return objection;
  }

  @Override
  public String node() {
    return "node-a";
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public String store(Settlement settlement, String group) throws JMSException {
    if (notReady != null) {
      throw new JMSException(notReady);
    }
    return settlement == Settlement.MARKER ? "store-1" : "group:" + group;
  }

  @Override
  public String halfQueueFor(HalfTransactionId transaction, @Nullable String key) {
    return halfQueue;
  }

  @Override
  public HalfTransactionId begin() throws JMSException {
    try {
      beginning.make();
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    HalfTransactionId id = new HalfTransactionId(7, new UUID(1, number.getAndIncrement()));
    begun.add(id);
    calls.add("begin " + name(id));
    return id;
  }

  @Override
  public PendingMarker marker(HalfTransactionId transaction) throws JMSException {
    if (noConnection != null) {
      throw new JMSException(noConnection);
    }
    openMarkers.incrementAndGet();
    return new PendingMarker() {
      private boolean open = true;

      @Override
      public void write() throws Unavailable {
        calls.add("mark " + name(transaction));
        try {
          marking.make();
        } catch (Exception e) {
          throw new Unavailable("no marker", e);
        }
      }

      @Override
      public void close() {
        if (open) {
          open = false;
          openMarkers.decrementAndGet();
        }
      }
    };
  }

  @Override
  public void preparing(HalfTransactionId transaction, int messages) {
    calls.add("preparing " + name(transaction) + " " + messages);
  }

  @Override
  public HalfTransactionId name() {
    return new HalfTransactionId(7, new UUID(2, number.getAndIncrement()));
  }

  @Override
  public void unconfirmed(HalfTransactionId transaction, int messages) {
    calls.add("unconfirmed " + name(transaction) + " " + messages);
  }

  @Override
  public void prepared(HalfTransactionId transaction, int messages) {
    durable.add(name(transaction) + " " + messages);
  }

  @Override
  public void ended(HalfTransactionId transaction) {
    calls.add("ended " + name(transaction));
  }

  @Override
  public boolean awaitDelivery(HalfTransactionId transaction, Duration patience) {
    calls.add("await " + name(transaction) + " " + patience);
    return deliversInTime;
  }

  /** The first transaction is 0, and so on. */
  private static String name(HalfTransactionId id) {
    return Long.toString(id.uuid().getLeastSignificantBits());
  }
}
