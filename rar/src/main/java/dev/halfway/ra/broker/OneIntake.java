package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;

/** Takes one certain message out of a queue. */
public final class OneIntake implements MessageReceiver {

  private static final long PATIENCE_MILLIS = 1_000;

  private final String queue;
  private final String selector;
  private MessageConsumer consumer;

  @SuppressWarnings("NullAway.Init") // open() comes first.
  public OneIntake(String queue, String selector) {
    this.queue = queue;
    this.selector = selector;
  }

  @Override
  public void open(Session session) throws JMSException {
    consumer = session.createConsumer(session.createQueue(queue), selector);
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    MessageBatch one = new MessageBatch(1);
    Message message = consumer.receive(PATIENCE_MILLIS);
    if (message != null) {
      one.add(message);
    }
    return one.messages();
  }

  @Override
  public void release() {
    // It does not wait for long.
  }
}
