package dev.halfway.ra.lab;

import dev.halfway.ra.Engine;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A half message before it is sent: to the lab's usual destination unless it is said otherwise. */
public final class Draft {

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

  public Draft(Engine engine, HalfTransactionId id, int ordinal, String destination) {
    this.engine = engine;
    this.id = id;
    this.ordinal = ordinal;
    this.destination = destination;
  }

  public Draft to(String name) {
    destination = name;
    return this;
  }

  public Draft toTopic(String name) {
    topic = true;
    return to(name);
  }

  public Draft key(String value) {
    key = value;
    return this;
  }

  /** Settled by a checker. */
  public Draft group(String name) {
    settlement = Settlement.CHECKER;
    group = name;
    return this;
  }

  public Draft sentAt(long when) {
    sentAt = when;
    return this;
  }

  public Draft deliverAt(long when) {
    deliverAt = when;
    return this;
  }

  public Draft expireAt(long when) {
    expireAt = when;
    return this;
  }

  public Draft priority(int value) {
    priority = value;
    return this;
  }

  public Draft nonPersistent() {
    persistent = false;
    return this;
  }

  /** Where it has to go first. */
  public String lane() {
    return engine.halfQueueFor(id, key);
  }

  /** Puts the envelope around a message, as senders do. */
  public Message around(Message message) throws JMSException {
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
