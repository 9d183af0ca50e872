package dev.halfway.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Topic;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that durable subscriptions are there before anything is sent that they must not miss.
 *
 * <p>The consumers of a subscription are message-driven beans. They make it too, but only some time
 * after the server has started. So whoever sends asks here first. The server's configuration must
 * not make them: a core queue of WildFly's messaging subsystem is destroyed, with all it holds,
 * when the server stops in order ({@code QueueService.stop}).
 *
 * <p>Thread-safe. Each is asked for once in the life of this process.
 */
@ApplicationScoped
public class DurableSubscriptions {

  /** The client id of all message-driven beans whose subscription the nodes share. */
  private static final String CLIENT = "halfway";

  /** What the server puts before the names of topics of its own broker. */
  private static final String PREFIX = "jms.topic.";

  @Inject private BrokerManagement broker;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** What the broker calls a subscription, by the name in the activation of its beans. */
  public static String queueOf(String subscription) {
    return CLIENT + "." + subscription;
  }

  /**
   * Makes those that are not there.
   *
   * @param subscriptions as their beans are activated with; without dots and without a selector
   * @throws JMSRuntimeException when the broker does not answer, or has no such topic: nothing must
   *     be sent to it then
   */
  public void require(Topic topic, Collection<String> subscriptions) {
    List<String> missing =
        subscriptions.stream()
            .map(DurableSubscriptions::queueOf)
            .filter(queue -> !known.contains(queue))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    String address = addressOf(topic);
    for (String queue : missing) {
      create(queue, address);
      known.add(queue);
    }
  }

  /** Leaves one that is there as it is: its messages, and whether it is paused. */
  private void create(String queue, String address) {
    String subscription =
        Json.createObjectBuilder()
            .add("name", queue)
            .add("address", address)
            .add("routing-type", "MULTICAST")
            .add("durable", true)
            .add("auto-delete", false)
            .add("auto-create-address", false)
            .build()
            .toString();
    broker.invoke(
        "broker", "createQueue", Json.createArrayBuilder().add(subscription).add(true).build());
  }

  private String addressOf(Topic topic) {
    String name = nameOf(topic);
    return broker
        .attribute("broker", "addressNames")
        .asJsonArray()
        .getValuesAs(JsonString.class)
        .stream()
        .map(JsonString::getString)
        .filter(address -> address.equals(name) || address.equals(PREFIX + name))
        .findFirst()
        .orElseThrow(() -> new JMSRuntimeException("the broker has no topic " + name));
  }

  private static String nameOf(Topic topic) {
    try {
      return topic.getTopicName();
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
