package dev.halfway.ra.portability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is delivered is what was sent: body, headers and properties. */
public interface IntactMessages extends OnABroker {

  int LARGE = 300_000;

  /** Direct, and by way of the waiting queue, in which every message is made anew. */
  @ParameterizedTest(name = "set aside: {0}")
  @ValueSource(booleans = {false, true})
  default void everyKindOfBodySeveralInOneBatch(boolean setAside) throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    if (!setAside) {
      lab().commit(id);
    }
    byte[] bytes = new byte[LARGE];
    Arrays.fill(bytes, (byte) 7);
    String text = "ä".repeat(LARGE);
    List<EngineLab.MessageMaker> makers =
        List.of(
            session -> session.createTextMessage(text + "1"),
            session -> session.createTextMessage(text + "2"),
            session -> session.createTextMessage("small"),
            session -> session.createTextMessage(""),
            session -> session.createTextMessage(),
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(bytes);
              return message;
            },
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(bytes);
              message.writeInt(42);
              return message;
            },
            session -> session.createBytesMessage(),
            session -> {
              MapMessage message = session.createMapMessage();
              message.setBytes("bytes", bytes);
              message.setString("null", null);
              message.setDouble("double", 1.5);
              return message;
            },
            session -> session.createMapMessage(),
            session -> {
              StreamMessage message = session.createStreamMessage();
              message.writeString("first");
              for (int i = 0; i < 10; i++) {
                message.writeBytes(Arrays.copyOf(bytes, 30_000));
              }
              message.writeInt(43);
              return message;
            },
            session -> session.createStreamMessage(),
            session -> session.createObjectMessage(new ArrayList<>(List.of(text))),
            session -> session.createObjectMessage(null),
            session -> session.createMessage());
    sendInOneGo(engine, id, makers);
    long emptyBytes =
        direct(session -> session.createBytesMessage(), BytesMessage.class).getBodyLength();
    String emptyText =
        direct(session -> session.createTextMessage(""), TextMessage.class).getText();
    if (setAside) {
      lab().lanesAreEmpty();
      lab().commit(id);
    }

    lab()
        .using(
            session -> {
              MessageConsumer consumer = session.createConsumer(session.createQueue(EngineLab.TO));
              assertThat(text(consumer)).isEqualTo(text + "1");
              assertThat(text(consumer)).isEqualTo(text + "2");
              assertThat(text(consumer)).isEqualTo("small");
              // OpenMQ makes no difference to a text that is null, of one that was sent directly
              // too.
              assertThat(text(consumer)).isEqualTo(emptyText);
              assertThat(text(consumer)).isNull();
              assertThat(next(consumer, BytesMessage.class).getBody(byte[].class)).isEqualTo(bytes);
              BytesMessage longer = next(consumer, BytesMessage.class);
              assertThat(longer.getBodyLength()).isEqualTo(LARGE + 4);
              assertThat(longer.readBytes(new byte[LARGE])).isEqualTo(LARGE);
              assertThat(longer.readInt()).isEqualTo(42);
              // Artemis says 4, of one that was sent directly too.
              assertThat(next(consumer, BytesMessage.class).getBodyLength()).isEqualTo(emptyBytes);
              MapMessage map = next(consumer, MapMessage.class);
              assertThat(map.getBytes("bytes")).isEqualTo(bytes);
              assertThat(map.itemExists("null")).isTrue();
              assertThat(map.getString("null")).isNull();
              assertThat(map.getDouble("double")).isEqualTo(1.5);
              assertThat(next(consumer, MapMessage.class).getMapNames().hasMoreElements())
                  .isFalse();
              StreamMessage stream = next(consumer, StreamMessage.class);
              assertThat(stream.readString()).isEqualTo("first");
              for (int i = 0; i < 10; i++) {
                assertThat((byte[]) stream.readObject()).hasSize(30_000).containsOnly(7);
              }
              assertThat(stream.readInt()).isEqualTo(43);
              assertThat(next(consumer, StreamMessage.class)).isNotNull();
              assertThat(next(consumer, ObjectMessage.class).getObject()).isEqualTo(List.of(text));
              assertThat(next(consumer, ObjectMessage.class).getObject()).isNull();
              assertThat(next(consumer, Message.class)).isNotNull();
              return consumer;
            });
  }

  private void sendInOneGo(Engine engine, HalfTransactionId id, List<EngineLab.MessageMaker> makers)
      throws JMSException {
    try (jakarta.jms.Connection connection = lab().connect()) {
      jakarta.jms.Session session =
          connection.createSession(true, jakarta.jms.Session.SESSION_TRANSACTED);
      for (EngineLab.MessageMaker maker : makers) {
        Draft draft = lab().draft(engine, id);
        session
            .createProducer(session.createQueue(draft.lane()))
            .send(draft.around(maker.make(session)));
      }
      session.commit();
    }
  }

  /** What comes of a message that is sent without the adapter. */
  private <T extends Message> T direct(EngineLab.MessageMaker maker, Class<T> type)
      throws JMSException {
    lab().queue("direct");
    return lab()
        .using(
            session -> {
              Queue queue = session.createQueue("direct");
              session.createProducer(queue).send(maker.make(session));
              return next(session.createConsumer(queue), type);
            });
  }

  private static String text(MessageConsumer consumer) throws JMSException {
    return next(consumer, TextMessage.class).getText();
  }

  private static <T extends Message> T next(MessageConsumer consumer, Class<T> type)
      throws JMSException {
    Message message = consumer.receive(40_000);
    assertThat(message).isInstanceOf(type);
    return type.cast(message);
  }

  @Test
  default void propertiesOfEveryTypeAndTheHeadersOfTheApplication() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    lab().queue("answers");
    Map<String, Object> properties =
        Map.ofEntries(
            Map.entry("aBoolean", true),
            Map.entry("aByte", (byte) 1),
            Map.entry("aShort", (short) 2),
            Map.entry("anInt", 3),
            Map.entry("aLong", 4L),
            Map.entry("aFloat", 5.5f),
            Map.entry("aDouble", 6.5),
            Map.entry("aString", "seven"),
            Map.entry("JMSXGroupID", "group"),
            Map.entry("JMSXGroupSeq", 8),
            Map.entry("JMS_AMQP_something", "nine"),
            Map.entry("_AMQ_LVQ_NAME", "ten"));

    lab()
        .send(
            lab().draft(engine, id).priority(7).nonPersistent(),
            session -> {
              TextMessage message = session.createTextMessage("text");
              for (Map.Entry<String, Object> property : properties.entrySet()) {
                message.setObjectProperty(property.getKey(), property.getValue());
              }
              message.setJMSReplyTo(session.createQueue("answers"));
              message.setJMSCorrelationID("correlation");
              message.setJMSType("type");
              return message;
            });

    Message got = lab().received(EngineLab.TO);
    Map<String, Object> delivered = MessageProperties.of(got);
    assertThat(delivered).containsAllEntriesOf(properties);
    assertThat(delivered.keySet())
        .filteredOn(name -> !properties.containsKey(name) && !name.startsWith("JMSX"))
        .containsExactlyInAnyOrder(PropertyNames.TRANSACTION, PropertyNames.ORDINAL);
    assertThat(((Queue) got.getJMSReplyTo()).getQueueName()).isEqualTo("answers");
    assertThat(got.getJMSCorrelationID()).isEqualTo("correlation");
    assertThat(got.getJMSType()).isEqualTo("type");
    assertThat(got.getJMSPriority()).isEqualTo(7);
    assertThat(got.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
    assertThat(got.getJMSExpiration()).isZero();
    assertThat(((Queue) got.getJMSDestination()).getQueueName()).isEqualTo(EngineLab.TO);
  }

  @Test
  default void correlationOfBytes() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);

    lab()
        .send(
            lab().draft(engine, id),
            session -> {
              Message message = session.createMessage();
              message.setJMSCorrelationIDAsBytes(new byte[] {1, 2, 3});
              return message;
            });

    assertThat(lab().received(EngineLab.TO).getJMSCorrelationIDAsBytes()).containsExactly(1, 2, 3);
  }

  /** Nothing of one message may be left over for the next: they go through one producer. */
  @Test
  default void noMessageTakesAnythingFromTheOneBefore() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    long now = System.currentTimeMillis();

    lab()
        .send(
            lab().draft(engine, id).priority(9).nonPersistent().expireAt(now + 600_000),
            session -> {
              Message first = session.createTextMessage("first");
              first.setStringProperty("mine", "mine");
              return first;
            });
    lab().send(lab().draft(engine, id), "second");

    lab().received(EngineLab.TO);
    Message second = lab().received(EngineLab.TO);
    assertThat(second.getBody(String.class)).isEqualTo("second");
    assertThat(second.getJMSPriority()).isEqualTo(4);
    assertThat(second.getJMSExpiration()).isZero();
    assertThat(second.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(second.propertyExists("mine")).isFalse();
  }

  @Test
  default void aBatchTakesNoMoreThanMemoryCanBear() throws Exception {
    lab().lanes = 1;
    lab().linger = 1_000;
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    byte[] body = new byte[2_000_000];
    // Six of them are more than a batch may hold, whatever their number.
    List<EngineLab.MessageMaker> makers =
        IntStream.range(0, 12)
            .<EngineLab.MessageMaker>mapToObj(
                i ->
                    session -> {
                      BytesMessage message = session.createBytesMessage();
                      message.writeBytes(body);
                      return message;
                    })
            .toList();
    List<Integer> batches = new ArrayList<>();
    lab()
        .database
        .tap(
            sql -> {
              if (sql.startsWith("SELECT id, committed")) {
                batches.add(1);
              }
            });

    sendInOneGo(engine, id, makers);

    soonForwarded(engine, 12);
    assertThat(batches).hasSizeGreaterThanOrEqualTo(2);
    assertThat(lab().count(EngineLab.TO)).isEqualTo(12);
  }

  private static void soonForwarded(Engine engine, long count) {
    EngineLab.soon().until(() -> engine.status().forwarded() == count);
  }
}
