package dev.halfway.ra.relay;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.NamingException;

/**
 * Whether the broker treats the adapter's queues as the protocol needs it, where the broker lets
 * itself be asked: Artemis does, by messages to its management address.
 *
 * <p>A half queue that gives up redelivering would turn half messages into dead letters; one that
 * drops or blocks when it is full would lose them, or stop every caller.
 */
final class QueueSettings {

  /** Artemis's own default, which it does not list. */
  private static final int DEFAULT_ATTEMPTS = 10;

  private static final long PATIENCE_MILLIS = 10_000;

  private final Broker broker;
  private final String managementQueue;

  /**
   * Settings.
   *
   * @param managementQueue JNDI name of the broker's management address
   */
  QueueSettings(Broker broker, String managementQueue) {
    this.broker = broker;
    this.managementQueue = managementQueue;
  }

  /** Checks queues by name. */
  void check(List<String> queues) throws NotReady {
    Queue management;
    try {
      management = (Queue) Broker.lookup(managementQueue);
    } catch (NamingException | ClassCastException e) {
      throw NotReady.outage("managementQueue: no queue is bound at " + managementQueue, e);
    }
    try {
      Connection connection = broker.connect();
      try {
        connection.start();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Questions questions = new Questions(session, management);
        JsonArray names = questions.ask("_AMQ_Attribute", "queueNames", JsonValue.EMPTY_JSON_ARRAY);
        for (String queue : queues) {
          String address = address(queue, names);
          check(
              queue,
              questions.ask(
                  "_AMQ_OperationName",
                  "getAddressSettingsAsJSON",
                  Json.createArrayBuilder().add(address).build()));
        }
      } finally {
        Connections.close(connection);
      }
    } catch (JMSException e) {
      throw NotReady.outage("managementQueue: " + e.getMessage(), e);
    }
  }

  /** Jakarta Messaging queues have a prefix in the broker when it serves clients of version 1. */
  private static String address(String queue, JsonArray names) throws NotReady {
    Set<String> existing =
        names.getJsonArray(0).getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .collect(Collectors.toSet());
    return Stream.of(queue, "jms.queue." + queue)
        .filter(existing::contains)
        .findFirst()
        .orElseThrow(() -> NotReady.wrong("halfQueue: the broker has no queue " + queue));
  }

  private static void check(String queue, JsonArray answer) throws NotReady {
    JsonObject settings = json(answer.getString(0)).asJsonObject();
    int attempts = settings.getInt("maxDeliveryAttempts", DEFAULT_ATTEMPTS);
    if (attempts != -1) {
      throw NotReady.wrong(
          "halfQueue: the broker gives up redelivering from %s after %d attempts; its max-delivery-attempts must be -1"
              .formatted(queue, attempts));
    }
    String full = settings.getString("addressFullMessagePolicy", "PAGE");
    if (!full.equals("PAGE")) {
      throw NotReady.wrong(
          "halfQueue: when %s is full the broker would %s; its address-full-policy must be PAGE"
              .formatted(queue, full));
    }
  }

  private static JsonStructure json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.read();
    }
  }

  private record Questions(Session session, Queue management) {

    JsonArray ask(String kind, String name, JsonArray parameters) throws JMSException {
      TemporaryQueue answers = session.createTemporaryQueue();
      try {
        TextMessage question = session.createTextMessage(parameters.toString());
        question.setStringProperty("_AMQ_ResourceName", "broker");
        question.setStringProperty(kind, name);
        question.setJMSReplyTo(answers);
        session.createProducer(management).send(question);
        try (MessageConsumer consumer = session.createConsumer(answers)) {
          Message answer = consumer.receive(PATIENCE_MILLIS);
          String text = answer instanceof TextMessage found ? found.getText() : null;
          if (text == null || !answer.getBooleanProperty("_AMQ_OperationSucceeded")) {
            throw new JMSException("the broker does not answer " + name + ": " + text);
          }
          return json(text).asJsonArray();
        }
      } finally {
        answers.delete();
      }
    }
  }
}
