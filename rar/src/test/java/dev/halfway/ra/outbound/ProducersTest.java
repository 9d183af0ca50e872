package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The settings of producers, which are their own. */
@ExtendWith(Outbound.class)
class ProducersTest {

  private final TestServer server;

  ProducersTest(TestServer server) {
    this.server = server;
  }

  @Test
  void settingsOfOneProducerDoNotReachAnother() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      JMSProducer one = context.createProducer();
      JMSProducer two = context.createProducer();
      one.setPriority(9)
          .setTimeToLive(600_000)
          .setDeliveryDelay(300_000)
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setDisableMessageID(true)
          .setDisableMessageTimestamp(true)
          .setJMSType("typed")
          .setJMSCorrelationID("id")
          .setJMSReplyTo(context.createQueue("replies"))
          .setProperty("a", 1);

      assertThat(two.getPriority()).isEqualTo(4);
      assertThat(two.getTimeToLive()).isZero();
      assertThat(two.getDeliveryDelay()).isZero();
      assertThat(two.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
      assertThat(two.getDisableMessageID()).isFalse();
      assertThat(two.getDisableMessageTimestamp()).isFalse();
      assertThat(two.getJMSType()).isNull();
      assertThat(two.getJMSCorrelationID()).isNull();
      assertThat(two.getJMSReplyTo()).isNull();
      assertThat(two.getPropertyNames()).isEmpty();
      server.inTransaction(
          () -> {
            one.send(context.createQueue(server.orders), "one");
            two.send(context.createQueue(server.orders), "two");
          });
    }

    List<Envelope> envelopes = server.envelopes();
    assertThat(envelopes).extracting(Envelope::priority).containsExactly(9, 4);
    assertThat(envelopes).extracting(Envelope::persistent).containsExactly(false, true);
    assertThat(envelopes.get(0).deliverAt()).isPositive();
    assertThat(envelopes.get(1).deliverAt()).isZero();
    assertThat(envelopes.get(1).expireAt()).isZero();
    Message second = server.broker.browse(server.messaging.halfQueue).get(1);
    assertThat(second.getJMSType()).isNull();
    assertThat(second.getJMSCorrelationID()).isNull();
    assertThat(second.getJMSReplyTo()).isNull();
    assertThat(Envelope.application(TestServer.properties(second))).isEmpty();
  }

  @Test
  void producerSaysWhatItWasSetTo() {
    try (JMSContext context = server.factory.createContext()) {
      Queue replies = context.createQueue("replies");
      JMSProducer producer =
          context
              .createProducer()
              .setPriority(9)
              .setTimeToLive(600_000)
              .setDeliveryDelay(300_000)
              .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
              .setDisableMessageID(true)
              .setDisableMessageTimestamp(true)
              .setJMSType("typed")
              .setJMSReplyTo(replies)
              .setJMSCorrelationIDAsBytes(new byte[] {1, 2})
              .setProperty("off", false);

      assertThat(producer.getPriority()).isEqualTo(9);
      assertThat(producer.getTimeToLive()).isEqualTo(600_000);
      assertThat(producer.getDeliveryDelay()).isEqualTo(300_000);
      assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
      assertThat(producer.getDisableMessageID()).isTrue();
      assertThat(producer.getDisableMessageTimestamp()).isTrue();
      assertThat(producer.getJMSType()).isEqualTo("typed");
      assertThat(producer.getJMSReplyTo()).isEqualTo(replies);
      assertThat(producer.getJMSCorrelationIDAsBytes()).containsExactly(1, 2);
      assertThat(producer.getBooleanProperty("off")).isFalse();
      assertThat(context.createProducer().getJMSCorrelationIDAsBytes()).isNull();
    }
  }

  @Test
  void propertiesAreConvertedAsThoseOfMessages() {
    try (JMSContext context = server.factory.createContext()) {
      JMSProducer producer =
          context
              .createProducer()
              .setProperty("flag", true)
              .setProperty("tiny", (byte) 1)
              .setProperty("small", (short) 2)
              .setProperty("number", 3)
              .setProperty("big", 4L)
              .setProperty("real", 5.5f)
              .setProperty("precise", 6.25)
              .setProperty("word", "7")
              .setProperty("object", (Object) 8);

      assertThat(producer.getPropertyNames())
          .containsExactly(
              "flag", "tiny", "small", "number", "big", "real", "precise", "word", "object");
      assertThat(producer.getBooleanProperty("flag")).isTrue();
      assertThat(producer.getStringProperty("flag")).isEqualTo("true");
      assertThat(producer.getByteProperty("tiny")).isEqualTo((byte) 1);
      assertThat(producer.getLongProperty("tiny")).isEqualTo(1);
      assertThat(producer.getShortProperty("small")).isEqualTo((short) 2);
      assertThat(producer.getIntProperty("number")).isEqualTo(3);
      assertThat(producer.getLongProperty("big")).isEqualTo(4);
      assertThat(producer.getFloatProperty("real")).isEqualTo(5.5f);
      assertThat(producer.getDoubleProperty("real")).isEqualTo(5.5);
      assertThat(producer.getDoubleProperty("precise")).isEqualTo(6.25);
      assertThat(producer.getIntProperty("word")).isEqualTo(7);
      assertThat(producer.getObjectProperty("object")).isEqualTo(8);
      assertThat(producer.getStringProperty("missing")).isNull();
      assertThat(producer.propertyExists("word")).isTrue();
      assertThat(producer.propertyExists("missing")).isFalse();
      assertThat(producer.propertyExists("JMSXDeliveryCount")).isFalse();
      assertThatThrownBy(() -> producer.getIntProperty("big"))
          .isInstanceOf(MessageFormatRuntimeException.class);
      assertThatThrownBy(() -> producer.setProperty("list", List.of()))
          .isInstanceOf(MessageFormatRuntimeException.class);
      assertThatThrownBy(() -> producer.setProperty("", 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> producer.setProperty(null, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> producer.setProperty("not a name", 1))
          .isInstanceOf(JMSRuntimeException.class);
      assertThat(producer.propertyExists("list")).isFalse();
      assertThatThrownBy(() -> producer.getPropertyNames().clear())
          .isInstanceOf(UnsupportedOperationException.class);

      assertThat(producer.clearProperties().getPropertyNames()).isEmpty();
      assertThat(producer.getStringProperty("word")).isNull();
    }
  }

  @Test
  void producersPropertiesAndHeadersOverrideTheMessages() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      TextMessage message = context.createTextMessage("one");
      message.setStringProperty("a", "message");
      message.setStringProperty("b", "message");
      message.setJMSType("message");
      Queue replies = context.createQueue("replies");
      server.inTransaction(
          () ->
              context
                  .createProducer()
                  .setProperty("a", "producer")
                  .setJMSType("producer")
                  .setJMSReplyTo(replies)
                  .setJMSCorrelationIDAsBytes(new byte[] {1, 2})
                  .send(context.createQueue(server.orders), message));
      Message half = server.broker.receive(server.messaging.halfQueue);

      assertThat(half.getStringProperty("a")).isEqualTo("producer");
      assertThat(half.getStringProperty("b")).isEqualTo("message");
      assertThat(half.getJMSType()).isEqualTo("producer");
      assertThat(half.getJMSReplyTo()).isEqualTo(replies);
      assertThat(half.getJMSCorrelationIDAsBytes()).containsExactly(1, 2);
    }
  }

  @Test
  void receivedMessageTakesNoPropertiesFromTheProducer() throws Exception {
    try (JMSContext plain = server.broker.connections().createContext()) {
      plain.createProducer().send(plain.createQueue(server.orders), "received");
    }
    Message received = server.broker.receive(server.orders);
    try (JMSContext context = server.factory.createContext()) {
      assertThatThrownBy(
              () ->
                  context
                      .createProducer()
                      .setProperty("a", 1)
                      .send(context.createQueue(server.orders), received))
          .isInstanceOf(MessageNotWriteableRuntimeException.class);
    }
  }

  @Test
  void wrongSettingsAreRefused() throws Exception {
    try (JMSContext context = server.factory.createContext();
        Connection connection = server.factory.createConnection()) {
      JMSProducer simple = context.createProducer();
      MessageProducer classic = connection.createSession().createProducer(null);
      for (int wrong : new int[] {-1, 10}) {
        assertThatThrownBy(() -> simple.setPriority(wrong)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> classic.setPriority(wrong)).isInstanceOf(JMSException.class);
      }
      for (int wrong : new int[] {0, 3}) {
        assertThatThrownBy(() -> simple.setDeliveryMode(wrong))
            .isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> classic.setDeliveryMode(wrong)).isInstanceOf(JMSException.class);
      }
      assertThatThrownBy(() -> simple.setTimeToLive(-1)).isInstanceOf(JMSRuntimeException.class);
      assertThatThrownBy(() -> classic.setDeliveryDelay(-1)).isInstanceOf(JMSException.class);
      assertThat(simple.getPriority()).isEqualTo(4);
      assertThat(simple.setAsync(null).getAsync()).isNull();
    }
  }

  @Test
  void classicProducerHasADestinationOrIsGivenOne() throws Exception {
    try (Connection connection = server.factory.createConnection()) {
      Session session = connection.createSession();
      Queue queue = session.createQueue(server.orders);
      TextMessage message = session.createTextMessage("one");
      MessageProducer bound = session.createProducer(queue);
      MessageProducer free = session.createProducer(null);

      assertThat(bound.getDestination()).isEqualTo(queue);
      assertThat(free.getDestination()).isNull();
      assertThatThrownBy(() -> bound.send(queue, message))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> free.send(message))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> free.send(null, message))
          .isInstanceOf(InvalidDestinationException.class);
      assertThatThrownBy(() -> bound.send(null)).isInstanceOf(MessageFormatException.class);
      server.inTransaction(
          () -> {
            bound.setPriority(2);
            bound.setDeliveryDelay(1000);
            bound.send(message);
            bound.send(message, DeliveryMode.NON_PERSISTENT, 7, 50_000);
            free.send(queue, message);
            free.send(queue, message, DeliveryMode.NON_PERSISTENT, 8, 0);
          });
    }

    List<Envelope> envelopes = server.envelopes();
    assertThat(envelopes).extracting(Envelope::priority).containsExactly(2, 7, 4, 8);
    assertThat(envelopes)
        .extracting(Envelope::persistent)
        .containsExactly(true, false, true, false);
    assertThat(envelopes.get(1).deliverAt()).isEqualTo(envelopes.get(1).sentAt() + 1000);
    assertThat(envelopes.get(1).expireAt()).isEqualTo(envelopes.get(1).sentAt() + 50_000);
    assertThat(envelopes.get(2).deliverAt()).isZero();
  }
}
