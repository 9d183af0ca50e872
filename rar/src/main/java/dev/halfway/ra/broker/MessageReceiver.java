package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;

/** How messages are taken from a queue: for ever as they come, or now and then what is due. */
public interface MessageReceiver {

  /** Begins on a new session. */
  void open(Session session) throws JMSException;

  /** Takes some; none when there are none for now. */
  List<Message> take(int max) throws JMSException;

  /** Whether there is nothing in the queue that is in nobody's hands. */
  default boolean isEmpty(Session session, String queue) throws JMSException {
    return QueueContents.isEmpty(session, queue);
  }

  /** Waits for no more messages, in another thread too. May be called by any thread. */
  void release();
}
