package dev.halfway.ra.broker;

import dev.halfway.ra.jms.CallLimit.Step;
import dev.halfway.ra.jms.DeliveryDelay;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfQueue.Overdue;
import dev.halfway.ra.protocol.Latest;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transacted session on a connection of its own, opened again and again, with a watchdog over
 * every call. One thread uses it.
 */
final class BrokerSession implements AutoCloseable {

  private static final int MAX_DESTINATIONS = 1_000;

  /** What remains of the call that began with opening the session may take. */
  private static final long OPENING_MILLIS = 5_000;

  private final BrokerConnector broker;
  private final Watch watch;
  private final Map<String, Destination> destinations = new Latest<>(MAX_DESTINATIONS);
  private @Nullable Connection connection;
  private @Nullable Session session;
  private @Nullable MessageProducer producer;
  private @Nullable DeliveryDelay delay;

  BrokerSession(BrokerConnector broker) {
    this.broker = broker;
    this.watch = broker.watchdog().watch();
  }

  /**
   * Calls the broker, under watch.
   *
   * @param more milliseconds that it may last longer than other calls
   * @throws Overdue when the watchdog ended it
   */
  void call(String failure, long more, Step call) throws BrokerFailure {
    watch.enter(connection, more);
    @Nullable Exception failed = null;
    boolean cut;
    try {
      call.run();
    } catch (JMSException | RuntimeException e) {
      failed = e;
    } finally {
      cut = watch.leave();
    }
    if (cut) {
      throw new Overdue(failure);
    }
    if (failed instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (failed != null) {
      throw new BrokerFailure(failure + ": " + failed.getMessage(), failed);
    }
  }

  boolean isOpen() {
    return session != null;
  }

  void open(MessageReceiver receiver, String selector) throws JMSException {
    Connection opened = broker.connect();
    connection = opened;
    watch.enter(opened, OPENING_MILLIS);
    Session local = opened.createSession(true, Session.SESSION_TRANSACTED);
    receiver.open(local, selector);
    MessageProducer sender = local.createProducer(null);
    producer = sender;
    delay = new DeliveryDelay(sender);
    opened.start();
    session = local;
  }

  Session session() throws JMSException {
    return current(session);
  }

  /** Sends, as part of the transaction. */
  void send(Message message, Destination to, Sending how) throws JMSException {
    MessageProducer sender = current(producer);
    current(delay).set(how.delay());
    sender.send(
        to,
        message,
        how.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT,
        how.priority(),
        how.timeToLive());
  }

  /** How a message is sent; a time to live of 0 is for ever. */
  record Sending(long delay, long timeToLive, boolean persistent, int priority) {

    /** Durably, at once, for ever. */
    static final Sending SAFE = new Sending(0, 0, true, Message.DEFAULT_PRIORITY);
  }

  /** A destination by its name. */
  Destination destination(String name, boolean topic) throws JMSException {
    String key = (topic ? "topic:" : "queue:") + name;
    Destination known = destinations.get(key);
    if (known == null) {
      known = topic ? session().createTopic(name) : session().createQueue(name);
      destinations.put(key, known);
    }
    return known;
  }

  /** Gives back what was not committed. A broker that answers has it back then. */
  void discard() {
    session = null;
    producer = null;
    delay = null;
    destinations.clear();
    Connection discarded = connection;
    connection = null;
    if (discarded != null) {
      broker.close(discarded);
    }
  }

  @Override
  public void close() {
    discard();
    broker.watchdog().giveBack(watch);
  }

  private static <T> T current(@Nullable T opened) throws JMSException {
    if (opened == null) {
      throw new JMSException("the connection was closed");
    }
    return opened;
  }
}
