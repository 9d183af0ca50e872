package dev.halfway.hub;

import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The durable subscriptions of the sinks, each shared by all nodes. */
@ApplicationScoped
class SinkSubscriptions {

  /** Without a dot: the broker escapes it in the name of a subscription. */
  private static final String PREFIX = "halfway-hub-";

  @Resource(lookup = "java:/jms/hub/events")
  private Topic topic;

  @Inject private BrokerManagement broker;

  /** Consumes what is for a sink; its subscription begins with the first consumer there is. */
  MessageConsumer subscribe(Session session, String sink) throws JMSException {
    return session.createSharedDurableConsumer(
        topic, queueOf(sink), "%1$s IS NULL OR %1$s = '%2$s'".formatted(EventCollector.SINK, sink));
  }

  /** Puts events at the end of what waits for a sink, as part of the session's transaction. */
  void sendBack(Session session, String sink, Collection<Event> events) throws JMSException {
    Chunk chunk = new Chunk(UUID.randomUUID(), List.copyOf(events));
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(chunk.pack().gzip());
    message.setJMSType(Chunk.TYPE);
    message.setStringProperty(Chunk.ID, chunk.id().toString());
    message.setIntProperty(Chunk.EVENTS, events.size());
    message.setStringProperty(EventCollector.SINK, sink);
    try (MessageProducer producer = session.createProducer(topic)) {
      producer.send(message);
    }
  }

  /** The queue in which what is for a sink waits; empty where it was never on. */
  Optional<BrokerQueue> find(String sink) {
    return broker.queue(queueOf(sink));
  }

  /** Where it is subscribed to, as the broker calls it. */
  String address(String sink) {
    BrokerQueue queue = find(sink).orElseThrow();
    return ((JsonString) broker.attribute(queue.resource(), "address")).getString();
  }

  static String queueOf(String sink) {
    return PREFIX + sink;
  }
}
