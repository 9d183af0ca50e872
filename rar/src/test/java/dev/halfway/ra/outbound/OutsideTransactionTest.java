package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.api.PropertyNames;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without a transaction the adapter is any provider's connection factory. */
@ExtendWith(Outbound.class)
class OutsideTransactionTest {

  private final TestServer server;

  OutsideTransactionTest(TestServer server) {
    this.server = server;
  }

  @Test
  void messageGoesStraightToItsDestinationAsItIs() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      TextMessage message = context.createTextMessage("now");
      message.setStringProperty("JMSXGroupID", "customer-8");
      context
          .createProducer()
          .setPriority(8)
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setTimeToLive(600_000)
          .setProperty("a", 1)
          .send(context.createQueue(server.orders), message);
    }
    Message received = server.broker.receive(server.orders);

    assertThat(received.getBody(String.class)).isEqualTo("now");
    assertThat(received.getJMSPriority()).isEqualTo(8);
    assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
    assertThat(received.getJMSExpiration())
        .isCloseTo(System.currentTimeMillis() + 600_000, within(30_000L));
    assertThat(TestServer.properties(received))
        .containsOnlyKeys("JMSXGroupID", "a", PropertyNames.TRANSACTION, PropertyNames.ORDINAL);
    assertThat(server.calls).isEmpty();
    assertThat(server.half()).isZero();
  }

  /** A consumer that keys on the names would take messages without one for one and the same. */
  @Test
  void everyMessageHasANameOfItsOwnAndTheApplicationsObjectHasNone() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      Message message = context.createTextMessage("again and again");
      for (int i = 0; i < 3; i++) {
        context.createProducer().send(context.createQueue(server.orders), message);
      }
      assertThat(TestServer.properties(message)).isEmpty();
      Message received = server.broker.receive(server.orders);
      context.createProducer().send(context.createQueue(server.orders), received);
    }

    assertThat(server.broker.browse(server.orders))
        .hasSize(3)
        .allMatch(
            message ->
                TestServer.properties(message).get(PropertyNames.ORDINAL) instanceof Integer ordinal
                    && ordinal == 0)
        .extracting(message -> TestServer.properties(message).get(PropertyNames.TRANSACTION))
        .doesNotHaveDuplicates();
  }

  /** What is wrong with the class path is no fault of the broker's. */
  @Test
  void errorOfTheBrokersClientStaysWhatItIs() {
    Error missing = new NoClassDefFoundError("a class of the client's");
    try (JMSContext context = server.factory.createContext()) {
      server.provider.fail("Session.createTextMessage", missing);

      assertThatThrownBy(() -> context.createTextMessage("text")).isSameAs(missing);

      server.provider.none();
      context.createProducer().send(context.createQueue(server.orders), "goes on");
    }
  }

  @Test
  void delayIsTheBrokers() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      context
          .createProducer()
          .setDeliveryDelay(3_600_000)
          .send(context.createQueue(server.orders), "later");
      context.createProducer().send(context.createQueue(server.orders), "now");
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.broker.depth(server.orders)).isEqualTo(2));

    assertThat(server.delivered()).isEqualTo(1);
  }

  @Test
  void oneProducersSettingsDoNotReachAnother() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      context
          .createProducer()
          .setPriority(9)
          .setTimeToLive(600_000)
          .setDisableMessageTimestamp(true)
          .setDisableMessageID(true)
          .setJMSType("typed")
          .setProperty("a", 1)
          .send(context.createQueue(server.orders), "first");
      context.createProducer().send(context.createQueue(server.orders), "second");
    }
    Message first = server.broker.receive(server.orders);
    Message second = server.broker.receive(server.orders);

    assertThat(first.getJMSPriority()).isEqualTo(9);
    assertThat(first.getJMSTimestamp()).isZero();
    assertThat(second.getBody(String.class)).isEqualTo("second");
    assertThat(second.getJMSPriority()).isEqualTo(4);
    assertThat(second.getJMSExpiration()).isZero();
    assertThat(second.getJMSTimestamp()).isPositive();
    assertThat(second.getJMSMessageID()).startsWith("ID:");
    assertThat(second.getJMSType()).isNull();
    assertThat(second.propertyExists("a")).isFalse();
  }

  @Test
  void brokersFailureDestroysTheConnection() {
    server.provider.fail("MessageProducer.send", new JMSException("connection reset"));
    try (JMSContext context = server.factory.createContext()) {
      assertThatThrownBy(
              () -> context.createProducer().send(context.createQueue(server.orders), "one"))
          .isInstanceOf(JMSRuntimeException.class)
          .hasMessage("connection reset");
    }

    assertThat(server.pool.destroyed).hasValue(1);
    assertThat(server.pool.lent()).isZero();
  }

  @Test
  void applicationsMistakeCostsNoConnection() throws Exception {
    server.provider.fail("MessageProducer.send", new InvalidDestinationException("no such queue"));
    try (JMSContext context = server.factory.createContext()) {
      assertThatThrownBy(
              () -> context.createProducer().send(context.createQueue(server.orders), "one"))
          .isInstanceOf(InvalidDestinationRuntimeException.class);
      server.provider.none();
      context.createProducer().send(context.createQueue(server.orders), "two");
    }

    assertThat(server.pool.destroyed).hasValue(0);
    assertThat(server.pool.idle()).isEqualTo(1);
    assertThat(server.delivered()).isEqualTo(1);
  }
}
