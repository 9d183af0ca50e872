package dev.halfway.shared;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at messages without consuming them. Sees what waits for a consumer; messages scheduled for
 * later are counted by {@link Queues}, but no browser shows them.
 */
@Stateless
@TransactionAttribute(NOT_SUPPORTED)
public class Peek {

  /** Longer bodies are cut, and say so. */
  static final int BODY_LIMIT = 4096;

  /** How every JMSMessageID begins (Jakarta Messaging 3.1, 3.4.3). */
  static final String PREFIX = "ID:";

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  /**
   * A message as it waits.
   *
   * @param id its JMSMessageID without the {@code ID:} every one begins with
   * @param halfMessage the half message that it is or was, null where it was sent without one
   * @param body the first 4,096 characters of its text, null where it is not a text message
   * @param truncated whether the body is longer than shown
   */
  public record Peeked(
      String id,
      @Nullable String halfMessage,
      @Nullable String type,
      Instant sentAt,
      int deliveries,
      Map<String, String> properties,
      @Nullable String body,
      boolean truncated) {

    /** What {@link Deliveries#idOf} says of it. */
    String deliveryId() {
      return halfMessage == null ? PREFIX + id : halfMessage;
    }
  }

  /** The oldest messages of a queue, at most {@code limit}; the queue must exist. */
  public List<Peeked> oldest(String queue, int limit) {
    try (JMSContext context = connections.createContext();
        QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
      List<Peeked> found = new ArrayList<>();
      Enumeration<?> messages = browser.getEnumeration();
      while (found.size() < limit && messages.hasMoreElements()) {
        found.add(peeked((Message) messages.nextElement()));
      }
      return found;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  private static Peeked peeked(Message message) throws JMSException {
    String text = message instanceof TextMessage readable ? readable.getText() : null;
    return new Peeked(
        message.getJMSMessageID().substring(PREFIX.length()),
        Deliveries.halfMessageOf(message),
        message.getJMSType(),
        Instant.ofEpochMilli(message.getJMSTimestamp()),
        Deliveries.attempt(message),
        properties(message),
        text == null ? null : Causes.cut(text, BODY_LIMIT),
        text != null && text.length() > BODY_LIMIT);
  }

  private static Map<String, String> properties(Message message) throws JMSException {
    Map<String, String> properties = new TreeMap<>();
    for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
      String name = (String) names.nextElement();
      properties.put(name, String.valueOf(message.getObjectProperty(name)));
    }
    return properties;
  }
}
