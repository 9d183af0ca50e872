package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.lab.NoLimit;
import dev.halfway.ra.outbound.HalfMessageManagedConnectionFactory;
import dev.halfway.ra.outbound.HalfMessaging;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** The sending side of one process: the real connection factories, and what they need. */
final class Sender implements HalfMessaging, HalfMessaging.Provider, ResourceAdapter {

  private final World world;
  private final Incarnation process;
  private final HalfMessaging messaging;
  private final Map<String, ConnectionFactory> factories = new HashMap<>();
  private final TransactionSynchronizationRegistry registry =
      Doubles.of(TransactionSynchronizationRegistry.class, new Current());

  Sender(World world, Incarnation process) {
    this.world = world;
    this.process = process;
    this.messaging = world.sabotage.on(HalfMessaging.class, this);
  }

  /** One of several connection factories, each with a pool of its own. */
  ConnectionFactory factory(Settlement settlement, int number) {
    return factories.computeIfAbsent(settlement.name() + number, name -> create(settlement));
  }

  private ConnectionFactory create(Settlement settlement) {
    HalfMessageManagedConnectionFactory configuration = new HalfMessageManagedConnectionFactory();
    configuration.setResourceAdapter(this);
    configuration.setSettlement(settlement.name());
    return (ConnectionFactory) configuration.createConnectionFactory(new Pool(world));
  }

  /** The transaction of whoever asks. Its methods are called by name. */
  @SuppressWarnings({"unused", "UnusedMethod"})
  private final class Current {

    @Nullable Object getTransactionKey() {
      return world.currentTransaction();
    }

    @Nullable Object getResource(Object key) {
      return world.currentTransaction().resources.get(key);
    }

    void putResource(Object key, Object value) {
      world.currentTransaction().resources.put(key, value);
    }

    int getTransactionStatus() {
      return world.currentTransaction().status();
    }

    void setRollbackOnly() {
      world.currentTransaction().setRollbackOnly();
    }

    void registerInterposedSynchronization(jakarta.transaction.Synchronization synchronization) {
      world.currentTransaction().register(synchronization);
    }
  }

  @Override
  public HalfMessaging messaging() {
    return messaging;
  }

  @Override
  public TransactionSynchronizationRegistry transactions() {
    return registry;
  }

  @Override
  public Connection connect(@Nullable String user, @Nullable String password) throws JMSException {
    world.schedule.pause();
    if (world.broker.down || world.chaos.fault() != Chaos.Fault.NONE) {
      throw new JMSException("no connection");
    }
    return new SendingConnection(world, process).connection();
  }

  @Override
  public CallLimit limit(Connection connection) {
    return new NoLimit();
  }

  @Override
  public void close(Connection connection) {
    try {
      connection.close();
    } catch (JMSException e) {
      // What was broken is closed.
    }
  }

  @Override
  public @Nullable String objectionToWaiting() {
    return null;
  }

  @Override
  public String node() {
    return process.node.name;
  }

  @Override
  public long now() {
    long now = process.now();
    world.currentTransaction().clockRead(now);
    return now;
  }

  @Override
  public String store(Settlement settlement, String group) {
    return settlement == Settlement.MARKER ? "store" : "group:" + group;
  }

  @Override
  public String halfQueueFor(HalfTransactionId transaction, @Nullable String key) {
    return process.lanes.queueFor(transaction, key);
  }

  @Override
  public HalfTransactionId begin() {
    HalfTransactionId id = name();
    world.begun(id, world.currentTransaction());
    return id;
  }

  @Override
  public HalfTransactionId name() {
    return HalfTransactionId.of(process.now(), world.policy.buckets(), world.dice.uuid());
  }

  @Override
  public PendingMarker marker(HalfTransactionId transaction) {
    Transaction current = world.currentTransaction();
    return new PendingMarker() {
      @Override
      public void write() throws Unavailable {
        current.mark(transaction);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void preparing(HalfTransactionId transaction, int messages) {
    process.preparing(transaction, messages);
  }

  @Override
  public void unconfirmed(HalfTransactionId transaction, int messages) {
    process.unconfirmed(transaction, messages);
  }

  @Override
  public void prepared(HalfTransactionId transaction, int messages) {}

  @Override
  public void ended(HalfTransactionId transaction) {
    process.told(transaction);
  }

  @Override
  public boolean awaitDelivery(HalfTransactionId transaction, Duration patience) {
    return true;
  }

  @Override
  public void start(BootstrapContext context) {}

  @Override
  public void stop() {}

  @Override
  public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec) {}

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {}

  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }
}
