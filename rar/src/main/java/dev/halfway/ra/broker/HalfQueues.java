package dev.halfway.ra.broker;

import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.runtime.AdapterRuntime;
import jakarta.jms.JMSException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Opens half, waiting and parked queues for relays.
 *
 * @param own the queues of this node, which alone may come into being because they are relayed
 */
public record HalfQueues(
    BrokerConnector broker, OwnQueues own, ExponentialBackoff backoff, AdapterRuntime runtime) {

  public QueueNames names() {
    return own.names();
  }

  /** A queue for one thread. The view is what to make of an envelope before it is checked. */
  public JmsHalfQueue open(
      MessageReceiver receiver, String selector, UnaryOperator<Envelope> view) {
    return new JmsHalfQueue(receiver, selector, view, this);
  }

  /** A receiver that takes nothing from a queue of another node that is not there. */
  public MessageReceiver guarded(MessageReceiver receiver, boolean waiting) {
    Management management = broker.management();
    boolean mine = names().own().contains(receiver.queue());
    BooleanSupplier mayBeMade = () -> mine && own.areRight();
    return management == null
        ? receiver
        : new GuardedReceiver(receiver, waiting, management, mayBeMade);
  }

  /** Whether the broker answers that there is no such queue. */
  public boolean isMissing(String queue) throws JMSException {
    try (Browsing browsing = new Browsing(broker, names().parked())) {
      return browsing.isMissing(queue);
    }
  }
}
