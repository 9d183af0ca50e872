package dev.halfway.ra.broker;

import dev.halfway.ra.broker.BrokerSession.Sending;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.runtime.Alarms;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One half or waiting queue on the broker. The connection is made at the first use and after every
 * failure. One thread uses it; {@link #release} is for any.
 */
public final class JmsHalfQueue implements HalfQueue<Message>, AutoCloseable {

  /** More than that is a crash loop, or a batch that fails again and again. */
  private static final int USUAL_DELIVERIES = 3;

  /** What waiting for messages, and then for more, and for their bodies, may take. */
  private static final long RECEIVING_MILLIS = 5_000;

  private final MessageReceiver receiver;
  private final String selector;
  private final UnaryOperator<Envelope> view;
  private final BrokerSession session;
  private final LeftMessages left;
  private final QueueNames names;
  private final Alarms alarms;
  private final String queue;
  private final String redelivery;

  /** What was received last, and its ids: sending gives a message another one. */
  private final IdentityHashMap<Message, String> received = new IdentityHashMap<>();

  private boolean redelivered;

  JmsHalfQueue(
      MessageReceiver receiver,
      String selector,
      UnaryOperator<Envelope> view,
      HalfQueues environment) {
    this.receiver = receiver;
    this.selector = selector;
    this.view = view;
    this.queue = receiver.queue();
    this.session = new BrokerSession(environment.broker());
    this.left = new LeftMessages(queue, environment.backoff(), environment.runtime());
    this.names = environment.names();
    this.alarms = environment.runtime().alarms();
    this.redelivery = "redelivery from " + queue;
  }

  @Override
  public List<Half<Message>> receive(int max) throws BrokerFailure {
    List<Half<Message>> batch = new ArrayList<>();
    session.call("cannot read " + queue, RECEIVING_MILLIS, () -> receive(max, batch));
    return batch;
  }

  private void receive(int max, List<Half<Message>> batch) throws JMSException {
    if (left.haveChanged()) {
      session.discard();
    }
    if (!session.isOpen()) {
      session.open(receiver, left.selector(selector));
    }
    redelivered = false;
    received.clear();
    List<Message> taken = receiver.take(max);
    if (taken.isEmpty()) {
      alarms.clear(redelivery);
    }
    for (Message message : taken) {
      received.put(message, String.valueOf(message.getJMSMessageID()));
      noteRedelivery(message);
      addOrPark(message, batch);
    }
    if (batch.isEmpty() && !taken.isEmpty()) {
      // The relay does not commit an empty batch.
      session.session().commit();
      left.settled(received.values());
    }
  }

  private void noteRedelivery(Message message) throws JMSException {
    int deliveries = message.getIntProperty("JMSXDeliveryCount");
    if (deliveries > USUAL_DELIVERIES) {
      redelivered = true;
      alarms.raise(
          redelivery,
          "a message is delivered for the %d. time; the queue must redeliver without limit"
              .formatted(deliveries));
    }
  }

  /** What has our store's id and is no half message is kept for an operator. */
  private void addOrPark(Message message, List<Half<Message>> batch) throws JMSException {
    Envelope envelope;
    try {
      envelope = view.apply(Envelope.read(MessageProperties.of(message)));
    } catch (IllegalArgumentException e) {
      alarms.raise(
          "malformed message",
          "%s in %s was parked: %s".formatted(message.getJMSMessageID(), queue, e.getMessage()));
      park(message);
      return;
    }
    batch.add(new Half<>(envelope, message));
  }

  private void park(Message message) throws JMSException {
    try {
      session.send(message, session.destination(names.parked(), false), Sending.SAFE);
    } catch (JMSException | RuntimeException e) {
      leave(message, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public boolean leave(Half<Message> half, String cause) {
    return leave(half.message(), cause);
  }

  private boolean leave(Message message, String cause) {
    String id = received.get(message);
    return id != null && left.add(id, cause);
  }

  @Override
  public void forward(Half<Message> half, long delay, long timeToLive) throws BrokerFailure {
    Envelope envelope = half.envelope();
    Sending how = new Sending(delay, timeToLive, envelope.persistent(), envelope.priority());
    send(half, envelope.destination(), envelope.topic(), envelope.delivered(properties(half)), how);
  }

  @Override
  public void setAside(Half<Message> half, RetryState state) throws BrokerFailure {
    keep(half, names.waiting(), state);
  }

  @Override
  public void park(Half<Message> half, RetryState state) throws BrokerFailure {
    keep(half, names.parked(), state);
  }

  private void keep(Half<Message> half, String where, RetryState state) throws BrokerFailure {
    Map<String, Object> application = Envelope.application(properties(half));
    send(half, where, false, half.envelope().with(state).half(application), Sending.SAFE);
  }

  private void send(
      Half<Message> half, String to, boolean topic, Map<String, Object> properties, Sending how)
      throws BrokerFailure {
    session.call(
        "cannot send to " + to,
        0,
        () -> {
          Destination destination = session.destination(to, topic);
          MessageProperties.replace(half.message(), properties);
          session.send(half.message(), destination, how);
        });
  }

  @Override
  public void commit() throws BrokerFailure {
    session.call("cannot commit on " + queue, 0, () -> session.session().commit());
    left.settled(received.values());
    if (!redelivered) {
      alarms.clear(redelivery);
    }
  }

  @Override
  public void reset() throws BrokerFailure {
    session.discard();
    session.call("cannot read " + queue, 0, () -> session.open(receiver, left.selector(selector)));
  }

  /** Asks the broker whether the queue holds no message that a consumer could take. */
  public boolean isEmpty() throws BrokerFailure {
    boolean[] empty = {false};
    session.call(
        "the broker does not answer about " + queue,
        0,
        () -> empty[0] = receiver.isEmpty(session.session()));
    return empty[0];
  }

  public void release() {
    receiver.release();
  }

  /**
   * Holds no message until it is read again. A consumer is sent messages in advance, and no other
   * relay could take them while this node cannot settle them.
   */
  public void rest() {
    session.discard();
  }

  @Override
  public void close() {
    session.close();
  }

  private static Map<String, Object> properties(Half<Message> half) throws BrokerFailure {
    try {
      return MessageProperties.of(half.message());
    } catch (JMSException e) {
      throw new BrokerFailure("cannot read a message: " + e.getMessage(), e);
    }
  }
}
