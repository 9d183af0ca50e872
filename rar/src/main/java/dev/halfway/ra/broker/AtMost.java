package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Takes no more than there is left to take.
 *
 * @param left asked before each batch
 */
public record AtMost(MessageReceiver intake, IntSupplier left) implements MessageReceiver {

  @Override
  public void open(Session session) throws JMSException {
    intake.open(session);
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    int some = Math.min(max, left.getAsInt());
    return some > 0 ? intake.take(some) : List.of();
  }

  @Override
  public void release() {
    intake.release();
  }
}
