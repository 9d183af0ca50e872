package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Takes nothing from a queue that is not there. A broker may make one for a consumer or a browser:
 * the queue of a node that is gone, removed by an operator, would come back by being browsed.
 * Between question and consumer it may still be removed, so while there is nothing to take no
 * consumer is made.
 */
final class GuardedReceiver implements MessageReceiver {

  private final MessageReceiver receiver;
  private final boolean waiting;
  private final Management management;
  private final BooleanSupplier mayBeMade;
  private boolean idle = true;

  /** Guards a receiver; waiting is one that makes its consumer each time that it takes. */
  GuardedReceiver(
      MessageReceiver receiver, boolean waiting, Management management, BooleanSupplier mayBeMade) {
    this.receiver = receiver;
    this.waiting = waiting;
    this.management = management;
    this.mayBeMade = mayBeMade;
  }

  @Override
  public String queue() {
    return receiver.queue();
  }

  @Override
  public void open(Session session, String selector) throws JMSException {
    described();
    receiver.open(session, selector);
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    if (waiting && idle && !mayBeMade.getAsBoolean() && left(described()) == 0) {
      return List.of();
    }
    List<Message> batch = receiver.take(max);
    idle = batch.isEmpty();
    return batch;
  }

  @Override
  public boolean isEmpty(Session session) throws JMSException {
    return mayBeMade.getAsBoolean() ? receiver.isEmpty(session) : left(described()) == 0;
  }

  private JsonObject described() throws JMSException {
    return management
        .described(queue())
        .orElseThrow(() -> new JMSException("there is no queue " + queue()));
  }

  /** How many messages no consumer holds. */
  private static long left(JsonObject described) {
    return Math.max(0, number(described, "messageCount") - number(described, "deliveringCount"));
  }

  private static long number(JsonObject described, String name) {
    return Long.parseLong(described.getString(name));
  }

  @Override
  public void release() {
    receiver.release();
  }
}
