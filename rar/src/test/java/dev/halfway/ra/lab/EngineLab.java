package dev.halfway.ra.lab;

import static org.awaitility.Awaitility.await;

import dev.halfway.ra.AdapterConfiguration;
import dev.halfway.ra.Engine;
import dev.halfway.ra.binding.NodeSettings;
import dev.halfway.ra.binding.StoreSettings;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.BrokerLab;
import dev.halfway.ra.broker.BrokerSettings;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.marker.MarkerConfiguration;
import dev.halfway.ra.marker.SchemaManagement;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Lanes;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.relay.RelaySettings;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.Intervals;
import dev.halfway.ra.runtime.SystemClock;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.resource.spi.work.WorkException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One or more engines on a broker and an H2 in memory, without a server. Registered as an extension
 * it is closed after its test.
 */
public class EngineLab implements AutoCloseable, AfterEachCallback {

  public static final String TO = "orders";
  public static final String HALF = "halfway.half";
  public static final String WAITING = HALF + ".waiting";
  public static final String PARKED = HALF + ".parked";
  public static final String CONTROL = HALF + ".control";

  private final LabBroker broker;

  /** Of the engines that are made from then on. */
  public CheckBack checkers = new CheckBack();

  public Database database;
  private DataSource data;
  private final String name = "lab-" + UUID.randomUUID();
  private final String connections = "jms/" + name;
  public String dataSource = "jdbc/" + name;
  private final Works works = new Works();
  private final List<Engine> engines = new ArrayList<>();
  private final Map<HalfTransactionId, Integer> ordinals = new HashMap<>();
  public int lanes = 2;
  public int batch = 50;
  public int maxPending = 1_000;
  public int maxChecks = 3;
  public long immunity = 300;
  public long hintBound = 100;
  public long linger = 3;
  public long heartbeat = 200;
  public long sendTimeout = 2_000;
  public long checkTimeout = 60_000;
  public long takeoverAfter = 1_000;
  public long inspection = 300;
  public long retention = 3_600_000;
  public long forgetAfter = 3_000;
  public long startUp = 0;
  public long passing = 0;
  public ExponentialBackoff backoff = new ExponentialBackoff(100, 400);
  public Buckets buckets = new Buckets(30);
  public Duration backPressure = Duration.ofMillis(200);
  public String store = "lab";
  public SchemaManagement schema = SchemaManagement.CREATE;
  public boolean markers = true;

  /** The application's name, without markers. */
  public String owner = "lab";

  public @Nullable String managementQueue;
  public @Nullable String user;
  public @Nullable String password;

  public EngineLab(LabBroker broker, DataSource data) {
    this.broker = broker;
    this.data = data;
    this.database = new Database(data);
    Naming.bind(dataSource, database.dataSource());
    Naming.bind(connections, broker.connections());
  }

  /** An H2 that nobody else has. */
  public static DataSource memory() {
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    memory.setUser("sa");
    return memory;
  }

  /** From the next look on there is another database. */
  public void replaceDatabase(DataSource other) {
    data = other;
    database = new Database(other);
    bindDatabase();
  }

  public void bindDatabase() {
    Naming.bind(dataSource, database.dataSource());
  }

  /**
   * The same database by another object, as a server binds that disables and enables a datasource:
   * the one before gives no connection any more.
   */
  public void bindDatabaseAnew() {
    database.stop();
    database = new Database(data);
    bindDatabase();
  }

  public void unbindDatabase() {
    Naming.unbind(dataSource);
  }

  /** For who asks the broker himself. */
  public BrokerConnector brokerOf(AdapterConfiguration configuration) {
    return new BrokerConnector(configuration.broker(), BrokerLab.watchdog(works));
  }

  public void bindBroker() {
    bindBroker(broker.connections());
  }

  public void bindBroker(ConnectionFactory client) {
    Naming.bind(connections, client);
  }

  public void unbindBroker() {
    Naming.unbind(connections);
  }

  public EngineLab start() {
    broker.start();
    return queues();
  }

  public EngineLab queues() {
    lanes(HALF);
    List.of(PARKED, CONTROL, TO, broker.expired()).forEach(broker::queue);
    return this;
  }

  /** Makes a queue. */
  public void queue(String name) {
    broker.queue(name);
  }

  /** Makes a topic. */
  public void topic(String name) {
    broker.topic(name);
  }

  /** The queue where the broker puts what has expired. */
  public String expired() {
    return broker.expired();
  }

  public void lanes(String prefix) {
    new Lanes(prefix, lanes).queues().forEach(broker::queue);
    broker.queue(prefix + ".waiting");
  }

  public Engine engine() {
    return engine("one", HALF);
  }

  public Engine engine(String node, String prefix) {
    return ready(unready(node, prefix));
  }

  public static Engine ready(Engine engine) {
    soon().until(() -> engine.status().ready());
    return engine;
  }

  public Engine unready(String node, String prefix) {
    Engine engine = new Engine(configuration(node, prefix), new NoTransactions(), works, checkers);
    engines.add(engine);
    try {
      engine.start();
    } catch (WorkException e) {
      throw new IllegalStateException(e);
    }
    return engine;
  }

  public AdapterConfiguration configuration(String node, String prefix) {
    return new AdapterConfiguration(
        new NodeSettings(node, heartbeat, takeoverAfter),
        new QueueNames(new Lanes(prefix, lanes), PARKED, CONTROL),
        new BrokerSettings(connections, user, password, managementQueue, sendTimeout),
        new StoreSettings(
            markers ? dataSource : null,
            null,
            markers ? null : owner,
            new MarkerConfiguration(store, schema, buckets, 100, 10, Duration.ofHours(24))),
        new RelaySettings(
            new Policy(
                immunity, backoff, maxChecks, new Policy.Round(batch, hintBound, 2_000), buckets),
            linger,
            checkTimeout,
            maxPending,
            backPressure),
        new Intervals(inspection, retention, forgetAfter, startUp, passing));
  }

  /** What the adapter's parts share, for one that is tested alone. */
  public AdapterRuntime runtime() {
    return new AdapterRuntime(new Threads(works), new SystemClock(), new Alarms());
  }

  /** Waits with a generous limit. */
  public static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(40));
  }

  /** A new transaction that no process of ours has open. */
  public HalfTransactionId transaction() {
    return transaction(System.currentTimeMillis());
  }

  public HalfTransactionId transaction(long when) {
    return HalfTransactionId.of(when, buckets, UUID.randomUUID());
  }

  /** A half message of a transaction. */
  public Draft draft(Engine engine, HalfTransactionId id) {
    return new Draft(engine, id, ordinals.merge(id, 1, Integer::sum) - 1, TO);
  }

  public void send(Draft draft, String text) throws JMSException {
    send(draft, session -> session.createTextMessage(text));
  }

  public void send(Draft draft, MessageMaker maker) throws JMSException {
    using(
        session -> {
          Message message = draft.around(maker.make(session));
          session.createProducer(session.createQueue(draft.lane())).send(message);
          return message;
        });
  }

  public void send(Engine engine, HalfTransactionId id, String text) throws JMSException {
    send(draft(engine, id), text);
  }

  /** A transaction that has committed, with one message. */
  public HalfTransactionId committed(Engine engine, String text) throws JMSException, SQLException {
    HalfTransactionId id = transaction();
    commit(id);
    send(engine, id, text);
    return id;
  }

  public interface MessageMaker {
    Message make(Session session) throws JMSException;
  }

  public interface Use<T> {
    T of(Session session) throws JMSException;
  }

  /** An application's connection. */
  public Connection connect() throws JMSException {
    return broker.receivers().createConnection(user, password);
  }

  /** Does something with a session. */
  public <T> T using(Use<T> use) throws JMSException {
    try (Connection connection = connect()) {
      connection.start();
      return use.of(connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
    }
  }

  /** The marker of a transaction that committed. */
  public void commit(HalfTransactionId id) throws SQLException {
    try (java.sql.Connection connection = data.getConnection()) {
      insert(connection, id);
    }
  }

  /** The marker of a transaction that is still open, on the connection returned. */
  public java.sql.Connection open(HalfTransactionId id) throws SQLException {
    java.sql.Connection connection = data.getConnection();
    connection.setAutoCommit(false);
    insert(connection, id);
    return connection;
  }

  private static void insert(java.sql.Connection connection, HalfTransactionId id)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO halfway_marker_" + id.bucket() + " (id, committed) VALUES (?, TRUE)")) {
      insert.setObject(1, id.uuid());
      insert.executeUpdate();
    }
  }

  /** Executes a statement on the database. */
  public void sql(String statement) throws SQLException {
    try (java.sql.Connection connection = data.getConnection();
        java.sql.Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  /** The next message of a queue, waited for. */
  public Message received(String queue) throws JMSException {
    Message message = receive(queue, 40_000);
    if (message == null) {
      throw new AssertionError("nothing came to " + queue);
    }
    return message;
  }

  /** The texts of so many messages of a queue, waited for, in their order. */
  public List<String> texts(String queue, int count) throws JMSException {
    return using(
        session -> {
          List<String> texts = new ArrayList<>();
          try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            while (texts.size() < count) {
              Message message = consumer.receive(40_000);
              if (message == null) {
                throw new AssertionError("only " + texts + " came to " + queue);
              }
              texts.add(message.getBody(String.class));
            }
          }
          return texts;
        });
  }

  public String text(String queue) throws JMSException {
    return received(queue).getBody(String.class);
  }

  /** Whether a queue has nothing to give, now and for a moment. */
  public boolean isSilent(String queue) throws JMSException {
    return receive(queue, 100) == null;
  }

  private @Nullable Message receive(String queue, long patience) throws JMSException {
    return using(
        session -> {
          try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            return consumer.receive(patience);
          }
        });
  }

  /** Waits until everything that was sent is somewhere else than in a lane. */
  public void lanesAreEmpty() {
    soon().until(() -> new Lanes(HALF, lanes).queues().stream().allMatch(one -> count(one) == 0));
  }

  public long count(String queue) {
    return broker.count(queue);
  }

  /** Waits for something that must be so. */
  public static void eventually(Callable<Boolean> so) {
    soon().until(so);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
  }

  @Override
  public void close() {
    engines.forEach(Engine::stop);
    works.close();
    broker.close();
  }
}
