package dev.halfway.consumers;

import static dev.halfway.server.InsideServer.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.consumers.DeadLetters.DeadLetter;
import dev.halfway.decoupling.Registration;
import dev.halfway.decoupling.Registrations;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that no consumer can understand. */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class PoisonMessageTest {

  private DeadLetters deadLetters;
  private Registrations registrations;
  private ConnectionFactory connections;
  private Queue queue;

  @Deployment
  static WebArchive war() {
    return InsideServer.war(PoisonMessageTest.class);
  }

  @BeforeEach
  void lookUp() {
    deadLetters = InsideServer.bean(DeadLetters.class);
    registrations = InsideServer.bean(Registrations.class);
    connections = InsideServer.lookup("java:/JmsXA", ConnectionFactory.class);
    queue = InsideServer.lookup("java:/jms/decoupling/sms", Queue.class);
  }

  @Test
  void goToTheDeadLettersWithTheirCauseAndBlockNobody() throws Exception {
    String ofAnotherType = send(context -> context.createTextMessage("{}"));
    String notText = send(JMSContext::createMapMessage, "SmsRequested/1");
    String notJson = send(context -> context.createTextMessage("nonsense"), "SmsRequested/1");
    String ofNobody =
        send(
            context ->
                context.createTextMessage("{\"registration\":\"" + UUID.randomUUID() + "\"}"),
            "SmsRequested/1");
    UUID next = registrations.register("user-" + UUID.randomUUID(), "+4915112345678").id();

    assertThat(causeOf(ofAnotherType)).isEqualTo("message type is null, expected SmsRequested/1");
    assertThat(causeOf(notText)).isEqualTo("message has no text");
    assertThat(causeOf(notJson)).isEqualTo("message is not the JSON of SmsRequested");
    assertThat(causeOf(ofNobody)).isEqualTo("there is no registration for this SMS");
    waitUntil(() -> registrations.find(next).orElseThrow().sms() == Registration.Sms.SENT);
  }

  @Test
  void canBeDeletedByAnOperator() throws Exception {
    String id = send(context -> context.createTextMessage("nonsense"), "SmsRequested/1");
    causeOf(id);

    assertThat(deadLetters.delete(UUID.fromString(id), "test")).isTrue();

    assertThat(find(id)).isEmpty();
    assertThat(deadLetters.delete(UUID.fromString(id), "test")).isFalse();
  }

  /** They come here where a broker's settings for the half queues are missing. */
  @Test
  void thatAreStillHalfAreNotDeleted() throws Exception {
    String transaction = "0-" + UUID.randomUUID();
    String id = sendToTheDeadLetters(transaction, Map.of(PropertyNames.STORE, "any"));
    try {
      assertThatExceptionOfType(StillHalf.class)
          .isThrownBy(() -> deadLetters.delete(UUID.fromString(id), "test"));
      assertThat(find(id)).isPresent();
    } finally {
      take(transaction);
    }
  }

  @Test
  void thatWereHalfMessagesAreDeletedLikeAllOthers() throws Exception {
    String transaction = "0-" + UUID.randomUUID();
    String id = sendToTheDeadLetters(transaction, Map.of());

    assertThat(find(id).orElseThrow().halfMessage()).isEqualTo(transaction + ".3");
    assertThat(deadLetters.delete(UUID.fromString(id), "test")).isTrue();
    assertThat(find(id)).isEmpty();
  }

  private String sendToTheDeadLetters(String transaction, Map<String, String> more)
      throws Exception {
    try (JMSContext context = connections.createContext()) {
      Message message = context.createTextMessage("any");
      message.setStringProperty(PropertyNames.TRANSACTION, transaction);
      message.setIntProperty(PropertyNames.ORDINAL, 3);
      for (Map.Entry<String, String> property : more.entrySet()) {
        message.setStringProperty(property.getKey(), property.getValue());
      }
      context.createProducer().send(context.createQueue(DeadLetters.QUEUE), message);
      return message.getJMSMessageID().substring("ID:".length());
    }
  }

  private void take(String transaction) {
    try (JMSContext context = connections.createContext();
        JMSConsumer consumer =
            context.createConsumer(
                context.createQueue(DeadLetters.QUEUE),
                PropertyNames.TRANSACTION + " = '" + transaction + "'")) {
      assertThat(consumer.receive(5_000)).isNotNull();
    }
  }

  private String send(Function<JMSContext, Message> message, String... type) throws Exception {
    try (JMSContext context = connections.createContext()) {
      Message poison = message.apply(context);
      if (type.length == 1) {
        poison.setJMSType(type[0]);
      }
      context.createProducer().send(queue, poison);
      return poison.getJMSMessageID().substring("ID:".length());
    }
  }

  private String causeOf(String id) throws InterruptedException {
    waitUntil(() -> find(id).isPresent());
    DeadLetter letter = find(id).orElseThrow();
    assertThat(letter.queue()).isEqualTo("halfway.decoupling.sms");
    assertThat(letter.consumer()).isEqualTo("decoupling.sms");
    assertThat(letter.attempts()).isEqualTo(4);
    return letter.cause();
  }

  private Optional<DeadLetter> find(String id) {
    return deadLetters.groups(1000).stream()
        .map(DeadLetters.DeadLetterGroup::messages)
        .flatMap(List::stream)
        .filter(letter -> letter.id().equals(id))
        .findFirst();
  }
}
