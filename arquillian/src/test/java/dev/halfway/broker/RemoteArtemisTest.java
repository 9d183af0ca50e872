package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.tag.Thorough;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The broker can be broken as real ones break, and forgets nothing by it. */
@Thorough
class RemoteArtemisTest {

  private static RemoteArtemis broker;

  @BeforeAll
  static void start() {
    broker = RemoteArtemis.fresh("broker", "one", "two", "halfway.half.0").start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void keepsWhatWasAcknowledgedAndForgetsTheRestWhenKilled() {
    broker.queues().send("one", "before");
    try (JMSContext context =
        broker.connections(broker.port()).createContext(JMSContext.SESSION_TRANSACTED)) {
      context.createProducer().send(context.createQueue("one"), "committed");
      context.commit();
      context.createProducer().send(context.createQueue("one"), "not committed");

      broker.kill();

      assertThatThrownBy(context::commit).isInstanceOf(JMSRuntimeException.class);
    }
    assertThatThrownBy(() -> broker.queues().count("one")).isInstanceOf(JMSRuntimeException.class);
    broker.start();
    assertThat(broker.queues().count("one")).isEqualTo(2);
    assertThat(texts(broker.queues().browse("one"))).containsExactly("before", "committed");

    broker.stop();
    broker.start();
    assertThat(texts(broker.queues().receiveAll("one"))).containsExactly("before", "committed");
    assertThat(broker.queues().count("one")).isZero();
  }

  @Test
  void standsStillWithItsConnectionsOpen() {
    try (JMSContext context = broker.connections(broker.port()).createContext()) {
      context.createProducer().send(context.createQueue("two"), "before");
      broker.pause();
      assertThatThrownBy(
              () -> context.createProducer().send(context.createQueue("two"), "meanwhile"))
          .isInstanceOf(JMSRuntimeException.class);
      broker.resume();
      assertThat(texts(broker.queues().receiveAll("two"))).contains("before");
    }
  }

  @Test
  void redeliversHalfMessagesWithoutEnd() {
    broker.queues().send("halfway.half.0", "half");
    broker.queues().send("two", "ordinary");
    for (int attempt = 0; attempt < 5; attempt++) {
      receiveAndRollBack("halfway.half.0");
      receiveAndRollBack("two");
    }
    assertThat(texts(broker.queues().receiveAll("halfway.half.0"))).containsExactly("half");
    assertThat(texts(broker.queues().receiveAll("halfway.dead-letters")))
        .containsExactly("ordinary");
  }

  @Test
  void wantsAPassword() {
    assertThatThrownBy(
            () -> broker.connections(broker.port()).createContext("halfway", "wrong").close())
        .isInstanceOf(JMSRuntimeException.class);
  }

  private static void receiveAndRollBack(String queue) {
    try (JMSContext context =
            broker.connections(broker.port()).createContext(JMSContext.SESSION_TRANSACTED);
        var consumer = context.createConsumer(context.createQueue(queue))) {
      Message message = consumer.receive(2_000);
      if (message != null) {
        context.rollback();
      }
    }
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(RemoteArtemisTest::text).toList();
  }

  private static String text(Message message) {
    try {
      return message.getBody(String.class);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
