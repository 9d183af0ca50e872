package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in a queue that is there, as a session sees it; nothing is taken. The end of an
 * enumeration may also be that of the connection, so then the broker is asked once more: a queue
 * never looks empty because it does not answer.
 */
public final class QueueContents {

  private QueueContents() {}

  /** All that a selector lets through, from the head of the queue. */
  public static List<Message> of(Session session, String queue, String selector)
      throws JMSException {
    Queue looked = session.createQueue(queue);
    List<Message> all = new ArrayList<>();
    try (QueueBrowser browser = session.createBrowser(looked, selector)) {
      Enumeration<?> messages = browser.getEnumeration();
      Optional<Message> next = next(messages);
      while (next.isPresent()) {
        all.add(next.get());
        next = next(messages);
      }
    }
    ask(session, looked);
    return all;
  }

  /** Whether the queue holds no message that a consumer could take. */
  static boolean isEmpty(Session session, String queue) throws JMSException {
    Queue looked = session.createQueue(queue);
    try (QueueBrowser browser = session.createBrowser(looked)) {
      if (browser.getEnumeration().hasMoreElements()) {
        return false;
      }
    }
    ask(session, looked);
    return true;
  }

  /** The next message, if there is one. */
  static Optional<Message> next(Enumeration<?> messages) {
    while (messages.hasMoreElements()) {
      @Nullable Message message = (Message) messages.nextElement();
      if (message != null) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  /** Has the broker answer. */
  static void ask(Session session, Queue queue) throws JMSException {
    session.createBrowser(queue).close();
  }
}
