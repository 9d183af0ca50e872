package dev.halfway.broker;

import dev.halfway.broker.Peek.QueuedMessage;
import dev.halfway.messages.Deliveries;
import dev.halfway.text.Causes;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what waits in a queue, without consuming it.
 *
 * <p>Threads of our own call it, so it is no enterprise bean: see {@link dev.halfway.lifecycle}.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Browser {

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  /**
   * Hands out messages, the oldest first; the queue must exist.
   *
   * @param selector which ones; null for all
   * @param batch at most so many at a time, and never none
   * @param next is given them, and says whether it wants more
   * @throws JMSRuntimeException when the broker fails
   */
  public void inBatches(
      String queue, @Nullable String selector, int batch, Predicate<List<QueuedMessage>> next) {
    try (JMSContext context = connections.createContext();
        QueueBrowser browser = context.createBrowser(context.createQueue(queue), selector)) {
      Enumeration<?> messages = browser.getEnumeration();
      boolean more = true;
      while (more && messages.hasMoreElements()) {
        List<QueuedMessage> found = new ArrayList<>();
        while (found.size() < batch && messages.hasMoreElements()) {
          found.add(peeked((Message) messages.nextElement()));
        }
        more = next.test(found);
      }
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  private static QueuedMessage peeked(Message message) throws JMSException {
    String text = message instanceof TextMessage readable ? readable.getText() : null;
    return new QueuedMessage(
        message.getJMSMessageID().substring(Peek.PREFIX.length()),
        Deliveries.halfMessageOf(message),
        message.getJMSType(),
        Instant.ofEpochMilli(message.getJMSTimestamp()),
        Deliveries.attempt(message),
        properties(message),
        text == null ? null : Causes.cut(text, Peek.BODY_LIMIT),
        text != null && text.length() > Peek.BODY_LIMIT);
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
