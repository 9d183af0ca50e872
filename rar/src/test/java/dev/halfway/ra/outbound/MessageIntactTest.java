package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the envelope does to messages: nothing that application or receiver could notice. */
@ExtendWith(Outbound.class)
class MessageIntactTest {

  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "flag",
          true,
          "tiny",
          (byte) 1,
          "small",
          (short) 2,
          "number",
          3,
          "big",
          4L,
          "real",
          5.5f,
          "precise",
          6.25,
          "word",
          "seven",
          "JMSXGroupID",
          "customer-8",
          "_AMQ_GROUP_WAIT",
          "odd, but the application's");

  private final TestServer server;

  MessageIntactTest(TestServer server) {
    this.server = server;
  }

  /** The six kinds of messages. */
  enum Body {
    NONE {
      @Override
      Message create(JMSContext context) {
        return context.createMessage();
      }

      @Override
      Object read(Message message) {
        return "nothing";
      }
    },
    TEXT {
      @Override
      Message create(JMSContext context) {
        return context.createTextMessage("text with ümläuts");
      }

      @Override
      Object read(Message message) throws JMSException {
        return ((TextMessage) message).getText();
      }
    },
    BYTES {
      @Override
      Message create(JMSContext context) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeInt(17);
        message.writeUTF("bytes");
        return message;
      }

      @Override
      Object read(Message message) throws JMSException {
        BytesMessage bytes = (BytesMessage) message;
        bytes.reset();
        return bytes.getBodyLength() + ":" + bytes.readInt() + bytes.readUTF();
      }
    },
    MAP {
      @Override
      Message create(JMSContext context) throws JMSException {
        MapMessage message = context.createMapMessage();
        message.setString("key", "value");
        message.setLong("long", 42);
        return message;
      }

      @Override
      Object read(Message message) throws JMSException {
        MapMessage map = (MapMessage) message;
        return map.getString("key") + map.getLong("long");
      }
    },
    OBJECT {
      @Override
      Message create(JMSContext context) {
        return context.createObjectMessage("an object");
      }

      @Override
      Object read(Message message) throws JMSException {
        return ((ObjectMessage) message).getObject();
      }
    },
    STREAM {
      @Override
      Message create(JMSContext context) throws JMSException {
        StreamMessage message = context.createStreamMessage();
        message.writeInt(1);
        message.writeString("two");
        return message;
      }

      @Override
      Object read(Message message) throws JMSException {
        StreamMessage stream = (StreamMessage) message;
        stream.reset();
        return stream.readInt() + stream.readString();
      }
    };

    abstract Message create(JMSContext context) throws JMSException;

    abstract Object read(Message message) throws JMSException;
  }

  private static void write(Message message, Map<String, Object> properties) throws JMSException {
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
  }

  private void inTransaction(JMSContext context, Message message) throws Exception {
    server.inTransaction(
        () -> context.createProducer().send(context.createQueue(server.orders), message));
  }

  /** What the relay does once the marker is there. */
  private Message forwarded() throws JMSException {
    try (JMSContext relay = server.broker.connections().createContext(Session.SESSION_TRANSACTED)) {
      Message message =
          relay.createConsumer(relay.createQueue(server.messaging.halfQueue)).receive(10_000);
      Map<String, Object> half = TestServer.properties(message);
      Envelope envelope = Envelope.read(half);
      MessageProperties.replace(message, envelope.delivered(half));
      relay.createProducer().send(relay.createQueue(envelope.destination()), message);
      relay.commit();
    }
    return server.broker.receive(server.orders);
  }

  private static Map<String, Object> withoutIdentity(Message delivered) {
    Map<String, Object> properties = new LinkedHashMap<>(TestServer.properties(delivered));
    assertThat(properties).containsKeys(PropertyNames.TRANSACTION, PropertyNames.ORDINAL);
    properties.keySet().removeAll(Set.of(PropertyNames.TRANSACTION, PropertyNames.ORDINAL));
    return properties;
  }

  @ParameterizedTest
  @EnumSource
  void newMessageArrivesAsItWasSentAndStaysTheApplications(Body body) throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      Message message = body.create(context);
      write(message, PROPERTIES);
      message.setJMSType("order");
      message.setJMSCorrelationID("correlation");
      message.setJMSReplyTo(context.createQueue("replies"));
      inTransaction(context, message);

      assertThat(TestServer.properties(message)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
      Message delivered = forwarded();
      assertThat(body.read(delivered)).isEqualTo(body.read(message));
      assertThat(withoutIdentity(delivered)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
      assertThat(delivered.getJMSType()).isEqualTo("order");
      assertThat(delivered.getJMSCorrelationID()).isEqualTo("correlation");
      assertThat(delivered.getJMSReplyTo()).isEqualTo(context.createQueue("replies"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void receivedMessageIsSentOnAsItIs(Body body) throws Exception {
    Message received;
    Object content;
    try (JMSContext plain = server.broker.connections().createContext()) {
      Message original = body.create(plain);
      write(original, PROPERTIES);
      plain.createProducer().send(plain.createQueue("input-" + server.orders), original);
      received = server.broker.receive("input-" + server.orders);
      content = body.read(received);
      assertThatThrownBy(() -> received.setStringProperty("read", "only"))
          .isInstanceOf(jakarta.jms.MessageNotWriteableException.class);
    }
    try (JMSContext context = server.factory.createContext()) {
      inTransaction(context, received);
      assertThat(TestServer.properties(received)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
      assertThat(body.read(received)).isEqualTo(content);
      inTransaction(context, received);
    }

    for (int i = 0; i < 2; i++) {
      Message delivered = forwarded();
      assertThat(body.read(delivered)).isEqualTo(content);
      assertThat(withoutIdentity(delivered)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
    }
  }

  @Test
  void messageThatWasDeliveredByTheAdapterIsSentOnWithANewIdentity() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      TextMessage message = context.createTextMessage("one");
      message.setStringProperty(PropertyNames.KEY, "k");
      inTransaction(context, message);
      Message delivered = forwarded();
      inTransaction(context, delivered);
      assertThat(delivered.getStringProperty(PropertyNames.TRANSACTION))
          .isEqualTo(server.messaging.begun.get(0).toString());
    }
    Message again = forwarded();

    assertThat(again.getStringProperty(PropertyNames.TRANSACTION))
        .isEqualTo(server.messaging.begun.get(1).toString());
    assertThat(again.getStringProperty(PropertyNames.KEY)).isEqualTo("k");
  }

  /** By another protocol anything may be a property's name. */
  @ParameterizedTest
  @CsvSource({
    "content-type, false",
    "BETWEEN, false",
    "1st, false",
    "'', false",
    "a.b, false",
    "Grüße, true",
    "x$y, true"
  })
  void messageWithAnOddPropertyIsSentOnAndKeepsIt(String name, boolean settable) throws Exception {
    Message received = server.broker.receivedWith("input-" + server.orders, name, "kept");
    try (JMSContext context = server.factory.createContext()) {
      inTransaction(context, received);
    }

    assertThat(withoutIdentity(forwarded()))
        .containsExactly(entry(settable ? name : PropertyNames.standIn(name), "kept"));
  }

  @Test
  void foreignMessageArrivesAsItWasSent() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      TextMessage inner = context.createTextMessage("from elsewhere");
      write(inner, PROPERTIES);
      TextMessage foreign =
          (TextMessage)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {TextMessage.class},
                  (proxy, method, arguments) -> {
                    try {
                      return method.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getTargetException();
                    }
                  });
      inTransaction(context, foreign);
      assertThat(TestServer.properties(foreign)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
      assertThat(foreign.getJMSMessageID()).startsWith("ID:");
    }
    Message delivered = forwarded();

    assertThat(((TextMessage) delivered).getText()).isEqualTo("from elsewhere");
    assertThat(withoutIdentity(delivered)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
  }

  @Test
  void propertiesComeBackWhenTheSendFails() throws Exception {
    server.provider.fail("MessageProducer.send", new JMSException("no"));
    try (JMSContext context = server.factory.createContext()) {
      TextMessage message = context.createTextMessage("one");
      write(message, PROPERTIES);
      assertThatThrownBy(() -> inTransaction(context, message))
          .isInstanceOf(JMSRuntimeException.class)
          .hasMessage("no");
      assertThat(TestServer.properties(message)).containsExactlyInAnyOrderEntriesOf(PROPERTIES);
    }
  }

  @Test
  void nothingABrokerActsUponIsVisibleInTheHalfMessage() throws Exception {
    long now = System.currentTimeMillis();
    try (JMSContext context = server.factory.createContext()) {
      TextMessage message = context.createTextMessage("one");
      message.setStringProperty("JMSXGroupID", "customer-8");
      message.setIntProperty("JMSXGroupSeq", 3);
      message.setStringProperty("_AMQ_DUPL_ID", "dup-" + server.orders);
      message.setLongProperty("_AMQ_SCHED_DELIVERY", now + 3_600_000);
      server.inTransaction(
          () ->
              context
                  .createProducer()
                  .setPriority(9)
                  .setTimeToLive(60_000)
                  .setDeliveryDelay(30_000)
                  .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                  .send(context.createQueue(server.orders), message));
    }

    Message half = server.broker.receive(server.messaging.halfQueue);
    assertThat(half.getJMSPriority()).isEqualTo(4);
    assertThat(half.getJMSExpiration()).isZero();
    assertThat(half.getJMSDeliveryTime()).isZero();
    assertThat(half.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(half.propertyExists("JMSXGroupID")).isFalse();
    assertThat(half.propertyExists("JMSXGroupSeq")).isFalse();
    assertThat(half.propertyExists("_AMQ_DUPL_ID")).isFalse();
    assertThat(half.propertyExists("_AMQ_SCHED_DELIVERY")).isFalse();
    Envelope envelope = TestServer.envelope(half);
    assertThat(envelope.priority()).isEqualTo(9);
    assertThat(envelope.persistent()).isFalse();
    assertThat(envelope.key()).isEqualTo("customer-8");
    assertThat(envelope.sentAt()).isCloseTo(now, within(20_000L));
    assertThat(envelope.deliverAt()).isEqualTo(envelope.sentAt() + 30_000);
    assertThat(envelope.expireAt()).isEqualTo(envelope.sentAt() + 60_000);
    assertThat(Envelope.application(TestServer.properties(half)))
        .contains(
            entry("JMSXGroupID", "customer-8"),
            entry("JMSXGroupSeq", 3),
            entry("_AMQ_DUPL_ID", "dup-" + server.orders));
  }

  @Test
  void duplicateIdDoesNotCountWhileTheMessageIsHalf() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      for (int i = 0; i < 2; i++) {
        TextMessage message = context.createTextMessage("one");
        message.setStringProperty("_AMQ_DUPL_ID", "dup-" + server.orders);
        inTransaction(context, message);
      }
    }

    assertThat(server.half()).isEqualTo(2);
  }

  @Test
  void messageLooksAfterwardsAsAfterAnySend() throws Exception {
    TextMessage plain;
    try (JMSContext context = server.broker.connections().createContext()) {
      plain = context.createTextMessage("one");
      write(plain, PROPERTIES);
      settings(context.createProducer()).send(context.createQueue("plain" + server.orders), plain);
    }
    TextMessage half;
    try (JMSContext context = server.factory.createContext()) {
      half = context.createTextMessage("one");
      write(half, PROPERTIES);
      Destination queue = context.createQueue(server.orders);
      server.inTransaction(() -> settings(context.createProducer()).send(queue, half));
      assertThat(half.getJMSDestination()).isEqualTo(queue);
    }

    assertThat(half.getJMSMessageID())
        .isEqualTo(server.broker.browse(server.messaging.halfQueue).get(0).getJMSMessageID())
        .hasSameSizeAs(plain.getJMSMessageID());
    assertThat(half.getJMSDeliveryMode()).isEqualTo(plain.getJMSDeliveryMode()).isEqualTo(1);
    assertThat(half.getJMSPriority()).isEqualTo(plain.getJMSPriority()).isEqualTo(7);
    assertThat(half.getJMSExpiration()).isCloseTo(plain.getJMSExpiration(), within(20_000L));
    assertThat(half.getJMSDeliveryTime()).isCloseTo(plain.getJMSDeliveryTime(), within(20_000L));
    assertThat(half.getJMSTimestamp()).isCloseTo(plain.getJMSTimestamp(), within(20_000L));
    assertThat(half.getJMSType()).isEqualTo(plain.getJMSType()).isEqualTo("type");
    assertThat(half.getJMSCorrelationID()).isEqualTo(plain.getJMSCorrelationID()).isEqualTo("id");
    assertThat(TestServer.properties(half).keySet())
        .isEqualTo(TestServer.properties(plain).keySet())
        .contains("from_producer");
  }

  private static JMSProducer settings(JMSProducer producer) {
    return producer
        .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
        .setPriority(7)
        .setTimeToLive(600_000)
        .setDeliveryDelay(300_000)
        .setJMSType("type")
        .setJMSCorrelationID("id")
        .setProperty("from_producer", 1);
  }

  @Test
  void unlimitedTimeToLiveDoesNotOverflow() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.inTransaction(
          () ->
              context
                  .createProducer()
                  .setTimeToLive(Long.MAX_VALUE)
                  .send(context.createQueue(server.orders), "one"));
    }

    assertThat(server.envelopes()).extracting(Envelope::expireAt).containsExactly(Long.MAX_VALUE);
  }

  @Test
  void topicIsKeptAsATopic() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.inTransaction(
          () -> context.createProducer().send(context.createTopic("news" + server.orders), "one"));
    }

    assertThat(server.envelopes())
        .singleElement()
        .satisfies(
            envelope -> {
              assertThat(envelope.topic()).isTrue();
              assertThat(envelope.destination()).isEqualTo("news" + server.orders);
            });
  }

  @Test
  void temporaryDestinationsAreRefusedInsideATransactionAndServedOutside() throws Exception {
    try (JMSContext plain = server.broker.connections().createContext();
        JMSContext context = server.factory.createContext()) {
      Destination queue = plain.createTemporaryQueue();
      Destination topic = plain.createTemporaryTopic();
      for (Destination temporary : new Destination[] {queue, topic}) {
        server.inTransaction(
            () ->
                assertThatThrownBy(() -> context.createProducer().send(temporary, "one"))
                    .isInstanceOf(InvalidDestinationRuntimeException.class)
                    .hasMessageContaining("temporary"));
      }
      context.createProducer().send(queue, "outside");
      assertThat(plain.createConsumer(queue).receiveBody(String.class, 10_000))
          .isEqualTo("outside");
    }

    assertThat(server.half()).isZero();
  }

  @Test
  void missingMessageOrDestinationIsRefusedByKind() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      JMSProducer producer = context.createProducer();
      for (TestServer.Work inOrOut : new TestServer.Work[] {() -> {}, server::begin}) {
        inOrOut.run();
        assertThatThrownBy(() -> producer.send(context.createQueue("q"), (Message) null))
            .isInstanceOf(MessageFormatRuntimeException.class);
        assertThatThrownBy(() -> producer.send(null, "one"))
            .isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> producer.send(new Destination() {}, "one"))
            .isInstanceOf(InvalidDestinationRuntimeException.class);
      }
      server.commit();
    }

    assertThat(server.half()).isZero();
  }

  @Test
  void bodyShortcutsMakeTheRightMessages() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      Destination queue = context.createQueue(server.orders);
      server.inTransaction(
          () ->
              context
                  .createProducer()
                  .send(queue, "text")
                  .send(queue, Map.of("key", 1))
                  .send(queue, new byte[] {1, 2})
                  .send(queue, (java.io.Serializable) 5L)
                  .send(queue, (String) null)
                  .send(queue, (Map<String, Object>) null)
                  .send(queue, (byte[]) null)
                  .send(queue, (java.io.Serializable) null));
    }

    assertThat(server.half()).isEqualTo(8);
    assertThat(((TextMessage) forwarded()).getText()).isEqualTo("text");
    assertThat(((MapMessage) forwarded()).getInt("key")).isEqualTo(1);
    assertThat(forwarded().getBody(byte[].class)).containsExactly(1, 2);
    assertThat(((ObjectMessage) forwarded()).getObject()).isEqualTo(5L);
    assertThat(((TextMessage) forwarded()).getText()).isNull();
    assertThat(forwarded()).isInstanceOf(MapMessage.class);
    assertThat(forwarded()).isInstanceOf(BytesMessage.class);
    assertThat(((ObjectMessage) forwarded()).getObject()).isNull();
  }

  @Test
  void largeBodyIsKept() throws Exception {
    String large = "x".repeat(300_000);
    try (JMSContext context = server.factory.createContext()) {
      TextMessage message = context.createTextMessage(large);
      inTransaction(context, message);
    }
    assertThat(server.half()).isEqualTo(1);
    try (JMSContext relay = server.broker.connections().createContext()) {
      TextMessage half =
          (TextMessage)
              relay.createConsumer(relay.createQueue(server.messaging.halfQueue)).receive(10_000);
      assertThat(half.getText()).isEqualTo(large);
    }
  }
}
