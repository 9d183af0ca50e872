package dev.halfway.broker;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker about itself, over Jakarta Messaging: Artemis answers messages sent to its
 * management address (Artemis manual, "Management Using Jakarta Messaging"), embedded or remote
 * alike.
 *
 * <p>Runs outside any transaction, because a request must leave before its answer can come. Fails
 * with {@link JMSRuntimeException} when the broker does not answer within 10 seconds or refuses.
 *
 * <p>Threads of our own call it, so it is no enterprise bean: see {@link dev.halfway.lifecycle}.
 * One question at a time goes over a line that is kept.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class BrokerManagement {

  private static final int ATTEMPTS = 5;
  private static final int MOST_QUEUES = 10_000;

  @Inject private BrokerConnections connections;

  @Resource(lookup = "java:/jms/management")
  private Queue management;

  private final Lock lock = new ReentrantLock();

  private @Nullable BrokerLine line;

  /** It has answered, and will not. */
  private static final class Refused extends JMSRuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  /** Its queues, the internal and temporary ones left out; at most 10,000. */
  public List<BrokerQueue> queues() {
    return queues("", "", "");
  }

  /** The queue that the application calls so. */
  public Optional<BrokerQueue> queue(String name) {
    // A name may be any that ends so, with or without the server's prefix.
    return queues("name", "CONTAINS", name).stream()
        .filter(queue -> queue.name().equals(name))
        .findFirst();
  }

  /**
   * Asks again where the broker refuses: it fails while it lists a queue that is deleted meanwhile,
   * as others' temporary ones may be (Artemis 2.44, {@code QueueView.toJson}).
   */
  private List<BrokerQueue> queues(String field, String operation, String value) {
    for (int attempt = 1; ; attempt++) {
      try {
        return list(field, operation, value);
      } catch (Refused e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<BrokerQueue> list(String field, String operation, String value) {
    String filter =
        Json.createObjectBuilder()
            .add("field", field)
            .add("operation", operation)
            .add("value", value)
            .build()
            .toString();
    JsonArray parameters = Json.createArrayBuilder().add(filter).add(1).add(MOST_QUEUES).build();
    JsonString page = (JsonString) invoke("broker", "listQueues", parameters);
    try (JsonReader reader = Json.createReader(new StringReader(page.getString()))) {
      return reader.readObject().getJsonArray("data").getValuesAs(JsonObject.class).stream()
          .filter(queue -> !flag(queue, "temporary") && !flag(queue, "internalQueue"))
          .map(BrokerQueue::of)
          .toList();
    }
  }

  private static boolean flag(JsonObject queue, String field) {
    return Boolean.parseBoolean(queue.getString(field, "false"));
  }

  /** Keeps a queue from handing out what it has, also over the broker's restart. */
  public void pause(BrokerQueue queue) {
    invoke(queue.resource(), "pause", Json.createArrayBuilder().add(true).build());
  }

  /** Has a queue hand out what it has. */
  public void resume(BrokerQueue queue) {
    invoke(queue.resource(), "resume", JsonValue.EMPTY_JSON_ARRAY);
  }

  /** Removes all that a queue has and nobody is at work on. */
  public void empty(BrokerQueue queue) {
    invoke(queue.resource(), "removeAllMessages", JsonValue.EMPTY_JSON_ARRAY);
  }

  /** Removes a queue with all it has; refused where it has a consumer. */
  public void destroy(BrokerQueue queue) {
    invoke("broker", "destroyQueue", Json.createArrayBuilder().add(queue.name()).build());
  }

  /** The value of an attribute of a resource, as in {@code queue.jms.queue.x}. */
  public JsonValue attribute(String resource, String attribute) {
    return ask(resource, "_AMQ_Attribute", attribute, JsonValue.EMPTY_JSON_ARRAY);
  }

  /** The result of an operation on a resource; JSON null where it returns nothing. */
  public JsonValue invoke(String resource, String operation, JsonArray parameters) {
    return ask(resource, "_AMQ_OperationName", operation, parameters);
  }

  private JsonValue ask(String resource, String kind, String name, JsonArray parameters) {
    lock.lock();
    try {
      return ask(resource, kind, name, parameters.toString());
    } finally {
      lock.unlock();
    }
  }

  /** Over the line there is, and over a new one where that has failed since the last question. */
  private JsonValue ask(String resource, String kind, String name, String parameters) {
    BrokerLine kept = line;
    if (kept != null) {
      try {
        return read(kept.ask(resource, kind, name, parameters), resource);
      } catch (JMSException e) {
        hangUp();
      }
    }
    try {
      BrokerLine fresh = BrokerLine.open(connections, management);
      line = fresh;
      return read(fresh.ask(resource, kind, name, parameters), resource);
    } catch (JMSException e) {
      hangUp();
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  @PreDestroy
  void hangUp() {
    BrokerLine last = line;
    line = null;
    if (last != null) {
      last.close();
    }
  }

  private static JsonValue read(Message answer, String resource) throws JMSException {
    String text = answer instanceof TextMessage json ? json.getText() : null;
    if (!answer.getBooleanProperty("_AMQ_OperationSucceeded")) {
      throw new Refused("the broker refused a request about " + resource + ": " + text);
    }
    try (JsonReader reader = Json.createReader(new StringReader(text == null ? "[]" : text))) {
      JsonArray results = reader.readArray();
      return results.isEmpty() ? JsonValue.NULL : results.get(0);
    }
  }
}
