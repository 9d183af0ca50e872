package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import jakarta.ejb.EJBException;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Handles from the real server's pool: none is lost however many are taken, and each message
 * belongs to the transaction in which it is sent, whenever its handle was taken.
 */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
@JMSDestinationDefinition(
    name = "java:app/jms/pool",
    interfaceName = "jakarta.jms.Queue",
    destinationName = HalfPoolTest.QUEUE)
class HalfPoolTest {

  static final String QUEUE = "halfway.pool-test";

  private static final String POOL =
      "jboss.as:subsystem=resource-adapters,resource-adapter=halfway,"
          + "connection-definitions=HalfMessages";

  private ConnectionFactory factory;
  private UserTransaction transaction;
  private TransactionManager transactions;
  private RequiresNew requiresNew;
  private Deliveries deliveries;

  @Deployment
  static WebArchive war() {
    return InsideServer.war(HalfPoolTest.class, Deliveries.class, RequiresNew.class);
  }

  @BeforeEach
  void lookUp() throws Exception {
    factory = InsideServer.lookup("java:/jms/HalfMessages", ConnectionFactory.class);
    transaction = InsideServer.lookup("java:comp/UserTransaction", UserTransaction.class);
    transactions = InsideServer.lookup("java:jboss/TransactionManager", TransactionManager.class);
    requiresNew = InsideServer.lookup("java:module/RequiresNew", RequiresNew.class);
    deliveries = Deliveries.to(QUEUE);
    assertThat(inUse()).isZero();
  }

  @AfterEach
  void everythingIsBackInThePool() throws Exception {
    if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
      transaction.rollback(); // The test has failed.
    }
    assertThat(inUse()).isZero();
  }

  @Test
  void tenTimesThePoolInTransactionsOneAfterTheOther() throws Exception {
    int count = 10 * poolSize();
    for (int i = 0; i < count; i++) {
      transaction.begin();
      try (JMSContext context = factory.createContext();
          Connection connection = factory.createConnection()) {
        send(context, "context");
        send(connection, "connection");
      }
      if (i % 2 == 0) {
        transaction.commit();
      } else {
        transaction.rollback();
      }
    }

    assertThat(inUse()).isZero();
    deliveries.awaitForwarded(count);
  }

  @Test
  void tenTimesThePoolWithoutATransaction() throws Exception {
    int count = 10 * poolSize();
    for (int i = 0; i < count; i++) {
      try (JMSContext context = factory.createContext();
          Connection connection = factory.createConnection()) {
        send(context, "context");
        send(connection, "connection");
      }
    }

    assertThat(inUse()).isZero();
    assertThat(deliveries.receiveAll()).hasSize(2 * count);
    assertThat(deliveries.half()).isZero();
  }

  @Test
  void tenTimesThePoolWithinOneTransaction() throws Exception {
    int count = 10 * poolSize();
    transaction.begin();
    for (int i = 0; i < count; i++) {
      try (JMSContext context = factory.createContext();
          Connection connection = factory.createConnection()) {
        send(context, "context");
        send(connection, "connection");
      }
    }
    assertThat(inUse()).as("connections of one transaction").isEqualTo(1);
    transaction.commit();

    List<Message> received = deliveries.awaitForwarded(2 * count);
    assertThat(ofEach(PropertyNames.TRANSACTION, received).stream().distinct()).hasSize(1);
    assertThat(ofEach(PropertyNames.ORDINAL, received)).doesNotHaveDuplicates();
  }

  @Test
  void closedHandlesAreRefused() throws Exception {
    transaction.begin();
    JMSContext context = factory.createContext();
    JMSProducer producer = context.createProducer();
    send(context, "before");
    context.close();
    Connection connection = factory.createConnection();
    Session session = connection.createSession();
    MessageProducer classic = session.createProducer(session.createQueue(QUEUE));
    Message message = session.createTextMessage("late");
    connection.close();

    assertThatExceptionOfType(IllegalStateRuntimeException.class)
        .isThrownBy(() -> send(context, "late"));
    assertThatExceptionOfType(IllegalStateRuntimeException.class)
        .isThrownBy(() -> producer.send(queue(), "late"));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(connection::createSession);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> session.createTextMessage("late"));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> classic.send(message));
    transaction.commit();

    assertThat(texts(deliveries.awaitForwarded(1))).containsExactly("before");
  }

  @Test
  void handleOlderThanItsTransactionsTakesPartInEachOfThem() throws Exception {
    try (JMSContext context = factory.createContext()) {
      transaction.begin();
      send(context, "rolled back");
      transaction.rollback();
      transaction.begin();
      send(context, "committed");
      assertThat(deliveries.half() + deliveries.delivered()).as("before the commit").isZero();
      transaction.commit();
      transaction.begin();
      send(context, "committed too");
      transaction.commit();
    }

    assertThat(texts(deliveries.awaitForwarded(2)))
        .containsExactlyInAnyOrder("committed", "committed too");
  }

  @Test
  void handleThatOutlivesItsTransactionTakesPartInTheNext() throws Exception {
    transaction.begin();
    try (JMSContext context = factory.createContext()) {
      send(context, "one");
      transaction.commit();
      transaction.begin();
      send(context, "rolled back");
      transaction.rollback();
      send(context, "in none");
    }

    InsideServer.waitUntil(() -> deliveries.delivered() == 2);
    assertThat(texts(deliveries.receiveAll())).containsExactlyInAnyOrder("one", "in none");
    assertThat(deliveries.half()).isEqualTo(1);
  }

  @Test
  void handleOlderThanATransactionThatThePoolWasNotToldOfTakesPartInIt() throws Exception {
    try (JMSContext context = factory.createContext()) {
      transactions.begin();
      send(context, "rolled back");
      transactions.rollback();
      transactions.begin();
      send(context, "committed");
      assertThat(deliveries.half() + deliveries.delivered()).as("before the commit").isZero();
      transactions.commit();
    }

    assertThat(texts(deliveries.awaitForwarded(1))).containsExactly("committed");
  }

  @Test
  void innerTransactionCommitsAloneWhenTheOuterRollsBack() throws Exception {
    transaction.begin();
    try (JMSContext outer = factory.createContext()) {
      send(outer, "outer");
      requiresNew.run(
          () -> {
            try (JMSContext inner = factory.createContext()) {
              send(inner, "inner");
            }
            send(outer, "inner by the outer's handle");
          });
      send(outer, "outer again");
      InsideServer.waitUntil(() -> deliveries.delivered() == 2);
    }
    transaction.rollback();

    assertThat(texts(deliveries.awaitForwarded(2)))
        .containsExactlyInAnyOrder("inner", "inner by the outer's handle");
  }

  @Test
  void innerTransactionRollsBackAloneWhenTheOuterCommits() throws Exception {
    transaction.begin();
    try (JMSContext outer = factory.createContext()) {
      send(outer, "outer");
      Runnable work =
          () -> {
            try (JMSContext inner = factory.createContext()) {
              send(inner, "inner");
            }
            send(outer, "inner by the outer's handle");
            throw new UnsupportedOperationException("the test says so");
          };
      assertThatExceptionOfType(EJBException.class).isThrownBy(() -> requiresNew.run(work));
      send(outer, "outer again");
    }
    transaction.commit();

    assertThat(texts(deliveries.awaitForwarded(2))).containsExactly("outer", "outer again");
  }

  @Test
  void suspendedTransactionTakesNothingThatIsSentMeanwhile() throws Exception {
    transactions.begin();
    try (JMSContext context = factory.createContext()) {
      send(context, "outer");
      Transaction suspended = transactions.suspend();
      try {
        send(context, "in none");
        assertThat(texts(deliveries.receiveAll())).containsExactly("in none");
        transactions.begin();
        send(context, "in another");
        transactions.commit();
        assertThat(texts(deliveries.awaitForwarded(1))).containsExactly("in another");
      } finally {
        transactions.resume(suspended);
      }
      send(context, "outer again");
    }
    transactions.rollback();

    assertThat(deliveries.half()).isEqualTo(1);
  }

  private Queue queue() {
    return InsideServer.lookup("java:app/jms/pool", Queue.class);
  }

  private void send(JMSContext context, String text) {
    context.createProducer().send(queue(), text);
  }

  private void send(Connection connection, String text) throws JMSException {
    try (Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue())) {
      producer.send(session.createTextMessage(text));
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

  private static int poolSize() throws Exception {
    return number(POOL, "maxPoolSize");
  }

  /** Connections that the pool has lent. */
  private static int inUse() throws Exception {
    return number(POOL + ",statistics=pool", "InUseCount");
  }

  private static int number(String name, String attribute) throws Exception {
    Object value =
        ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(name), attribute);
    return Integer.parseInt(String.valueOf(value));
  }
}
