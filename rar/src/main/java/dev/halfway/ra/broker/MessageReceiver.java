package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;

/** How messages are taken from one queue: as they come, or from time to time what is due. */
public interface MessageReceiver {

  String queue();

  /** Begins on a new session. */
  void open(Session session, String selector) throws JMSException;

  /** Takes some; none when there are none for now. */
  List<Message> take(int max) throws JMSException;

  /** Whether the queue holds no message that a consumer could take. */
  default boolean isEmpty(Session session) throws JMSException {
    return QueueContents.isEmpty(session, queue());
  }

  /** Waits for no more messages, in another thread too. May be called by any thread. */
  void release();
}
