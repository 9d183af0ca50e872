package dev.halfway.ra.relay;

import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A half message before it is sent: to the lab's usual destination unless it is said otherwise. */
final class Draft {

  private final Engine engine;
  private final HalfTransactionId id;
  private final int ordinal;
  private String destination;
  private boolean topic;
  private @Nullable String key;
  private Settlement settlement = Settlement.MARKER;
  private String group = "default";
  private long sentAt = System.currentTimeMillis();
  private long deliverAt;
  private long expireAt;
  private int priority = Message.DEFAULT_PRIORITY;
  private boolean persistent = true;

  Draft(Engine engine, HalfTransactionId id, int ordinal, String destination) {
    this.engine = engine;
    this.id = id;
    this.ordinal = ordinal;
    this.destination = destination;
  }

  Draft to(String name) {
    destination = name;
    return this;
  }

  Draft toTopic(String name) {
    topic = true;
    return to(name);
  }

  Draft key(String value) {
    key = value;
    return this;
  }

  /** Settled by a checker. */
  Draft group(String name) {
    settlement = Settlement.CHECKER;
    group = name;
    return this;
  }

  Draft sentAt(long when) {
    sentAt = when;
    return this;
  }

  Draft deliverAt(long when) {
    deliverAt = when;
    return this;
  }

  Draft expireAt(long when) {
    expireAt = when;
    return this;
  }

  Draft priority(int value) {
    priority = value;
    return this;
  }

  Draft nonPersistent() {
    persistent = false;
    return this;
  }

  /** Where it has to go first. */
  String lane() {
    return engine.halfQueueFor(id, key);
  }

  /** Puts the envelope around a message, as senders do. */
  Message around(Message message) throws JMSException {
    Map<String, Object> application = MessageProperties.of(message);
    application.remove("JMSXDeliveryCount");
    Envelope envelope =
        new Envelope(
            id,
            ordinal,
            engine.store(settlement, group),
            group,
            settlement,
            engine.node(),
            destination,
            topic,
            key == null ? Envelope.keyOf(application) : key,
            sentAt,
            deliverAt,
            expireAt,
            priority,
            persistent,
            null);
    MessageProperties.replace(message, envelope.half(application));
    return message;
  }
}
