package dev.halfway.ra.broker;

import dev.halfway.ra.jms.CallLimit;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
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
import java.util.Optional;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a broker tells about itself: Artemis, by messages to its management address. Asking changes
 * nothing there, and every call has a time limit. Thread-safe.
 */
record Management(BrokerConnector broker, String jndiName) {

  /** Jakarta Messaging queues have it in the broker when it serves clients of version 1. */
  private static final String PREFIX = "jms.queue.";

  private static final int ALL = -1;

  /** Questions by a connection that the caller closes. */
  Questions by(Connection connection) throws JMSException {
    Queue address;
    try {
      address = (Queue) BrokerConnector.lookup(jndiName);
    } catch (NamingException | ClassCastException e) {
      throw unusable("no queue is bound at " + jndiName, e);
    }
    Watchdog watchdog = broker.watchdog();
    // An answer is waited for as long as any other call may last.
    CallLimit limit = watchdog.limit(connection, watchdog.limit());
    try {
      return limit.within(() -> new Questions(connection, address, limit, watchdog.limit()));
    } catch (JMSException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  /** A queue as the broker describes it. */
  Optional<JsonObject> described(String queue) throws JMSException {
    Connection connection = broker.connect();
    try {
      return by(connection).described(queue);
    } finally {
      broker.close(connection);
    }
  }

  /** Questions by one connection. One thread uses it. */
  static final class Questions {

    private final CallLimit limit;
    private final long timeout;
    private final Session session;
    private final TemporaryQueue answers;
    private final MessageConsumer consumer;
    private final MessageProducer producer;

    private Questions(Connection connection, Queue address, CallLimit limit, long timeout)
        throws JMSException {
      this.limit = limit;
      this.timeout = timeout;
      connection.start();
      session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      answers = session.createTemporaryQueue();
      consumer = session.createConsumer(answers);
      producer = session.createProducer(address);
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
    }

    /** Whether there is such a queue. */
    boolean has(String queue) throws JMSException {
      return described(queue).isPresent();
    }

    private Optional<JsonObject> described(String queue) throws JMSException {
      Optional<String> address = address(queue);
      return address.isPresent() ? queue(address.get()) : Optional.empty();
    }

    /**
     * What the broker calls a queue, on which it may be there or come into being; none when it is
     * not there and only an operator can make it.
     */
    Optional<String> address(String queue) throws JMSException {
      String shown = shown(queue);
      if (shown == null) {
        // Or the broker is gone, and has nothing to say to this either.
        settings(queue);
        return Optional.empty();
      }
      return Optional.of(shown.contains("[" + PREFIX + queue) ? PREFIX + queue : queue);
    }

    /**
     * How the client shows a queue, which is the one place where it tells whether it puts a prefix
     * before the name. Artemis's asks the broker for the queue here, and makes nothing yet.
     */
    private @Nullable String shown(String queue) {
      try {
        return limit.within(() -> session.createQueue(queue).toString());
      } catch (JMSException e) {
        return null;
      }
    }

    /** A queue as the broker describes it. */
    Optional<JsonObject> queue(String name) throws JMSException {
      JsonObject equal =
          Json.createObjectBuilder()
              .add("field", "name")
              .add("operation", "EQUALS")
              .add("value", name)
              .build();
      String found = call("listQueues", equal.toString(), ALL, ALL);
      return json(found).asJsonObject().getJsonArray("data").stream()
          .map(JsonValue::asJsonObject)
          .findFirst();
    }

    /** The settings of an address; defaults are left out. */
    JsonObject settings(String address) throws JMSException {
      return json(call("getAddressSettingsAsJSON", address)).asJsonObject();
    }

    /** The names of all that gets messages of an address: queues, and diverts. */
    List<String> bindings(String address) throws JMSException {
      return ask("address." + address, "_AMQ_Attribute", "bindingNames", List.of())
          .getJsonArray(0)
          .getValuesAs(JsonString::getString);
    }

    private String call(String operation, Object... parameters) throws JMSException {
      return ask("broker", "_AMQ_OperationName", operation, List.of(parameters)).getString(0);
    }

    private JsonArray ask(String resource, String kind, String name, List<?> parameters)
        throws JMSException {
      Message answer;
      try {
        answer =
            limit.within(
                () -> {
                  TextMessage question =
                      session.createTextMessage(
                          Json.createArrayBuilder(parameters).build().toString());
                  question.setStringProperty("_AMQ_ResourceName", resource);
                  question.setStringProperty(kind, name);
                  question.setJMSReplyTo(answers);
                  producer.send(question);
                  return consumer.receive(timeout);
                });
      } catch (JMSException e) {
        throw unusable(String.valueOf(e.getMessage()), e);
      }
      String text = answer instanceof TextMessage found ? found.getText() : null;
      if (text == null || !answer.getBooleanProperty("_AMQ_OperationSucceeded")) {
        throw unusable("the broker does not answer " + name + ": " + text, null);
      }
      return json(text).asJsonArray();
    }
  }

  private static JMSException unusable(String what, @Nullable Exception cause) {
    return new BrokerConnector.Unusable("managementQueue: " + what, cause);
  }

  private static JsonStructure json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.read();
    }
  }
}
