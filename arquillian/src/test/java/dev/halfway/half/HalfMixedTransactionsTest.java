package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Half messages in transactions in which other things take part, or none that one would expect. */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
@ServerSetup(MoreResources.class)
@JMSDestinationDefinition(
    name = "java:app/jms/mixed",
    interfaceName = "jakarta.jms.Queue",
    destinationName = HalfMixedTransactionsTest.QUEUE)
class HalfMixedTransactionsTest {

  static final String QUEUE = "halfway.mixed-test";

  private static final int OPEN_MILLIS = 1_500;
  private static final int DELAY_MILLIS = 3_000;
  private static final int LIFE_MILLIS = 60_000;

  private final String row = UUID.randomUUID().toString();
  private ConnectionFactory factory;
  private ConnectionFactory other;
  private DataSource database;
  private DataSource elsewhere;
  private UserTransaction transaction;
  private TransactionManager transactions;
  private Deliveries deliveries;

  @Deployment
  static WebArchive war() {
    return InsideServer.war(HalfMixedTransactionsTest.class, Deliveries.class, XaParticipant.class);
  }

  @BeforeEach
  void lookUp() throws Exception {
    factory = InsideServer.lookup("java:/jms/HalfMessages", ConnectionFactory.class);
    other = InsideServer.lookup(MoreResources.FACTORY, ConnectionFactory.class);
    database = InsideServer.lookup("java:/jdbc/Halfway", DataSource.class);
    elsewhere = InsideServer.lookup(MoreResources.XA_DATASOURCE, DataSource.class);
    transaction = InsideServer.lookup("java:comp/UserTransaction", UserTransaction.class);
    transactions = InsideServer.lookup("java:jboss/TransactionManager", TransactionManager.class);
    deliveries = Deliveries.to(QUEUE);
    for (DataSource each : List.of(database, elsewhere)) {
      try (java.sql.Connection connection = each.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE IF NOT EXISTS mixed (id varchar(64) NOT NULL PRIMARY KEY)");
      }
    }
  }

  @AfterEach
  void endTransaction() throws Exception {
    if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
      transaction.rollback(); // The test has failed.
    }
  }

  @Test
  void twoFactoriesInOneTransactionShareOneMarker() throws Exception {
    transaction.begin();
    insert(database);
    send(factory, "one");
    send(other, "other");
    transaction.commit();

    List<Message> received = deliveries.awaitForwarded(2);
    assertThat(texts(received)).containsExactlyInAnyOrder("one", "other");
    List<String> ids = ofEach(PropertyNames.TRANSACTION, received);
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    assertThat(ofEach(PropertyNames.ORDINAL, received)).containsExactlyInAnyOrder("0", "1");
    assertThat(committedMarkers(ids.get(0))).isEqualTo(1);
  }

  @Test
  void twoFactoriesInOneTransactionRollBackTogether() throws Exception {
    transaction.begin();
    insert(database);
    send(factory, "one");
    send(other, "other");
    transaction.rollback();

    assertThat(deliveries.half()).isZero();
    assertThat(rows(database)).isZero();
  }

  @Test
  void transactionWithoutWorkOfTheApplicationHasAMarkerAllTheSame() throws Exception {
    transaction.begin();
    send(factory, "rolled back");
    transaction.rollback();
    assertThat(deliveries.half()).isZero();

    transaction.begin();
    send(factory, "alone");
    transaction.commit();

    List<Message> received = deliveries.awaitForwarded(1);
    assertThat(texts(received)).containsExactly("alone");
    assertThat(committedMarkers(ofEach(PropertyNames.TRANSACTION, received).get(0))).isEqualTo(1);
  }

  @Test
  void messageOutsideAnyTransactionGoesAtOnceAndIsNoHalfMessage() throws Exception {
    send(factory, "at once");

    List<Message> received = deliveries.receiveAll();
    assertThat(texts(received)).containsExactly("at once");
    assertThat(received.get(0).getStringProperty(PropertyNames.TRANSACTION)).isNotBlank();
    assertThat(received.get(0).getIntProperty(PropertyNames.ORDINAL)).isZero();
    assertThat(received.get(0).propertyExists(PropertyNames.STORE)).isFalse();
    assertThat(deliveries.half()).isZero();
  }

  @Test
  void anXaDatasourceBesideTheMarkerCommitsAndRollsBackWithIt() throws Exception {
    transaction.begin();
    insert(elsewhere);
    send(factory, "rolled back");
    transaction.rollback();
    assertThat(rows(elsewhere)).isZero();
    assertThat(deliveries.half()).isZero();

    transaction.begin();
    insert(elsewhere);
    send(factory, "committed");
    transaction.commit();
    assertThat(rows(elsewhere)).isEqualTo(1);
    assertThat(texts(deliveries.awaitForwarded(1))).containsExactly("committed");
  }

  /** The manual names it among what is not guaranteed: the marker commits by itself, and first. */
  @Test
  void messageIsDeliverableBeforeAnXaParticipantHasCommitted() throws Exception {
    AtomicBoolean delivered = new AtomicBoolean();
    transactions.begin();
    insert(elsewhere);
    send(factory, "early");
    transactions
        .getTransaction()
        .enlistResource(
            new XaParticipant(
                () -> {
                  InsideServer.waitUntil(() -> deliveries.delivered() == 1);
                  delivered.set(true);
                }));
    transactions.commit();

    assertThat(delivered).isTrue();
    assertThat(rows(elsewhere)).isEqualTo(1);
    assertThat(texts(deliveries.awaitForwarded(1))).containsExactly("early");
  }

  @Test
  void delayAndExpiryCountFromTheApplicationsSend() throws Exception {
    transaction.begin();
    long sending = System.currentTimeMillis();
    try (JMSContext context = factory.createContext()) {
      context.createProducer().setDeliveryDelay(DELAY_MILLIS).send(queue(), "delayed");
      context.createProducer().setTimeToLive(LIFE_MILLIS).send(queue(), "expiring");
    }
    InsideServer.waitUntil(() -> System.currentTimeMillis() > sending + OPEN_MILLIS);
    long committing = System.currentTimeMillis();
    transaction.commit();

    Message expiring = receive();
    assertThat(expiring.getBody(String.class)).isEqualTo("expiring");
    assertThat(expiring.getJMSExpiration())
        .isBetween(sending + LIFE_MILLIS, committing + LIFE_MILLIS - 1);
    Message delayed = receive();
    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(sending + DELAY_MILLIS);
    assertThat(delayed.getBody(String.class)).isEqualTo("delayed");
    assertThat(delayed.getJMSDeliveryTime())
        .isBetween(sending + DELAY_MILLIS, committing + DELAY_MILLIS - 1);
  }

  @Test
  void messageThatExpiresWhileItIsHalfExpiresWhereItIsSeen() throws Exception {
    Deliveries expired = Deliveries.to("halfway.expired");
    transaction.begin();
    try (JMSContext context = factory.createContext()) {
      context.createProducer().setTimeToLive(100).send(queue(), row);
    }
    long after = System.currentTimeMillis();
    InsideServer.waitUntil(() -> System.currentTimeMillis() > after + 100);
    transaction.commit();

    InsideServer.waitUntil(() -> deliveries.delivered() == 1);
    assertThat(deliveries.receiveAll()).isEmpty();
    InsideServer.waitUntil(() -> expired.delivered() == 1);
    assertThat(texts(expired.receiveAll())).containsExactly(row);
  }

  @Test
  void receivingIsRefusedAndTheRightFactoryNamed() throws Exception {
    transaction.begin();
    try (JMSContext context = factory.createContext();
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      assertThatExceptionOfType(IllegalStateRuntimeException.class)
          .isThrownBy(() -> context.createConsumer(queue()))
          .withMessageContaining("sends only");
      assertThatExceptionOfType(IllegalStateRuntimeException.class)
          .isThrownBy(() -> context.createBrowser(queue()))
          .withMessageContaining("sends only");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> session.createConsumer(queue()))
          .withMessageContaining("sends only");
      send(factory, "the transaction goes on");
    }
    transaction.commit();

    assertThat(texts(deliveries.awaitForwarded(1))).containsExactly("the transaction goes on");
  }

  private Queue queue() {
    return InsideServer.lookup("java:app/jms/mixed", Queue.class);
  }

  private void send(ConnectionFactory by, String text) {
    try (JMSContext context = by.createContext()) {
      context.createProducer().send(queue(), text);
    }
  }

  private Message receive() {
    ConnectionFactory plain =
        InsideServer.lookup("java:/ConnectionFactory", ConnectionFactory.class);
    try (JMSContext context = plain.createContext();
        JMSConsumer consumer = context.createConsumer(queue())) {
      Message message = consumer.receive(60_000);
      assertThat(message).as("message").isNotNull();
      return message;
    }
  }

  private void insert(DataSource into) throws SQLException {
    try (java.sql.Connection connection = into.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO mixed (id) VALUES (?)")) {
      insert.setString(1, row);
      insert.executeUpdate();
    }
  }

  private int rows(DataSource of) throws SQLException {
    return count(of, "SELECT count(*) FROM mixed WHERE id = ?", row);
  }

  private int committedMarkers(String halfTransaction) throws SQLException {
    int dash = halfTransaction.indexOf('-');
    return count(
        database,
        "SELECT count(*) FROM halfway_marker_%s WHERE committed AND id = CAST(? AS UUID)"
            .formatted(halfTransaction.substring(0, dash)),
        halfTransaction.substring(dash + 1));
  }

  private static int count(DataSource of, String sql, String id) throws SQLException {
    try (java.sql.Connection connection = of.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, id);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    }
  }

  private static List<String> texts(List<Message> messages) throws JMSException {
    List<String> texts = new ArrayList<>();
    for (Message message : messages) {
      texts.add(message.getBody(String.class));
    }
    return texts;
  }

  private static List<String> ofEach(String property, List<Message> messages) throws JMSException {
    List<String> values = new ArrayList<>();
    for (Message message : messages) {
      values.add(message.getStringProperty(property));
    }
    return values;
  }
}
