package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.JmsRuntimeExceptions.unchecked;

import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;

/**
 * An application server's part around the adapter: transactions, pools, a local database. {@link
 * Outbound} gives each test one.
 */
final class TestServer {

  /** What an application does. */
  interface Work {
    void run() throws Exception;
  }

  final TransactionManager transactions =
      com.arjuna.ats.jta.TransactionManager.transactionManager();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final TestBroker broker;
  final RecordingMessaging messaging;
  final String orders = "orders." + UUID.randomUUID();

  /** What can go wrong between the adapter and the broker. */
  final Interference provider = new Interference();

  /** The pool of {@link #factory}. */
  final ServerPool pool;

  final ConnectionFactory factory;

  TestServer(TestBroker broker) {
    this.broker = broker;
    this.messaging = new RecordingMessaging(broker, calls);
    messaging.connecting = provider;
    pool = pool(3);
    factory = factory(configuration(), pool);
  }

  private final class Adapter implements ResourceAdapter, HalfMessaging.Provider {
    @Override
    public HalfMessaging messaging() {
      return messaging;
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

  private final Adapter adapter = new Adapter();

  HalfMessageManagedConnectionFactory configuration() {
    HalfMessageManagedConnectionFactory configuration = new HalfMessageManagedConnectionFactory();
    configuration.setResourceAdapter(adapter);
    return configuration;
  }

  HalfMessageManagedConnectionFactory checked() {
    HalfMessageManagedConnectionFactory configuration = configuration();
    configuration.setSettlement("CHECKER");
    return configuration;
  }

  /** Commits wait until the messages are at their destinations. */
  HalfMessageManagedConnectionFactory synchronous() {
    HalfMessageManagedConnectionFactory configuration = configuration();
    configuration.setCompletion("SYNC");
    return configuration;
  }

  ServerPool pool(int size) {
    return new ServerPool(transactions, messaging.transactions(), size);
  }

  /** Another connection factory, with a pool of its own. */
  ConnectionFactory anotherFactory() {
    return factory(configuration(), pool(3));
  }

  ConnectionFactory factory(HalfMessageManagedConnectionFactory configuration, ServerPool pool) {
    return (ConnectionFactory) configuration.createConnectionFactory(pool);
  }

  /** A transaction in which the database takes part. */
  void begin() throws Exception {
    begin(() -> {});
  }

  void begin(Runnable onDatabaseCommit) throws Exception {
    transactions.begin();
    enlistDatabase(onDatabaseCommit);
  }

  void enlistDatabase(Runnable onDatabaseCommit) throws Exception {
    transactions.getTransaction().enlistResource(new LocalDatabase(calls, onDatabaseCommit));
  }

  void commit() throws Exception {
    transactions.commit();
  }

  void rollback() throws Exception {
    transactions.rollback();
  }

  /** Work in a transaction of its own, in which the database takes part. */
  void inTransaction(Work work) throws Exception {
    begin();
    try {
      work.run();
    } catch (Throwable e) {
      rollback();
      throw e;
    }
    commit();
  }

  /** A managed connection outside any pool. */
  HalfMessageManagedConnection managedConnection() throws ResourceException {
    return (HalfMessageManagedConnection) configuration().createManagedConnection(null, null);
  }

  /** The half transaction of the calling thread's transaction. */
  OpenTransaction openTransaction() throws JMSException {
    return OpenTransaction.current(messaging, configuration().senders());
  }

  /** Sends an order through {@link #factory}. */
  void send(String text) {
    send(factory, text);
  }

  void send(ConnectionFactory through, String text) {
    try (JMSContext context = through.createContext()) {
      send(context, text);
    }
  }

  void send(JMSContext context, String text) {
    context.createProducer().send(context.createQueue(orders), text);
  }

  /** Sends through a connection that the calling thread's transaction has enlisted. */
  void send(HalfMessageManagedConnection connection, String text) throws JMSException {
    OpenTransaction open = openTransaction();
    branchOf(connection).send(open, message(connection, text));
  }

  /** The part of a connection in the calling thread's transaction. */
  TransactionBranch branchOf(HalfMessageManagedConnection connection) throws JMSException {
    TransactionBranch branch = connection.branchOf(messaging.transactions().getTransactionKey());
    if (branch == null) {
      throw new jakarta.jms.IllegalStateException("the branch has ended");
    }
    return branch;
  }

  ApplicationMessage message(HalfMessageManagedConnection connection, String text)
      throws JMSException {
    return ApplicationMessage.of(
        connection.make(session -> session.createTextMessage(text)),
        connection.make(session -> session.createQueue(orders)),
        Delivery.DEFAULT);
  }

  /** How many half messages a relay could receive now. */
  int half() {
    return unchecked(() -> broker.browse(messaging.halfQueue)).size();
  }

  /** How many messages are at the real destination. */
  int delivered() {
    return unchecked(() -> broker.browse(orders)).size();
  }

  List<Envelope> envelopes() throws JMSException {
    return broker.browse(messaging.halfQueue).stream().map(TestServer::envelope).toList();
  }

  static Envelope envelope(Message half) {
    return Envelope.read(properties(half));
  }

  static Map<String, Object> properties(Message message) {
    return unchecked(() -> ApplicationMessage.propertiesOf(message));
  }

  /** Leaves no transaction behind for the next test on this thread. */
  void forgetTransaction() throws SystemException {
    transactions.setTransactionTimeout(0);
    if (transactions.getTransaction() != null) {
      transactions.rollback();
    }
  }
}
