package dev.halfway.hub;

import dev.halfway.consumers.ConsumerFailure;
import dev.halfway.consumers.FailureLog;
import dev.halfway.text.Causes;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes dead letters of events that a system never takes, each a message of its own. An operator
 * who sends one back has it written to this sink again, and to no other one.
 */
@ApplicationScoped
class RefusedEvents {

  @Resource(lookup = "java:/jms/dead-letters")
  private Queue deadLetters;

  @Inject private FailureLog failures;
  @Inject private SinkSubscriptions subscriptions;

  /**
   * Sends them, as part of the session's transaction.
   *
   * @param refused why, by event
   */
  void send(Session session, String sink, Map<Event, String> refused) throws JMSException {
    if (refused.isEmpty()) {
      return;
    }
    String address = subscriptions.address(sink);
    try (MessageProducer producer = session.createProducer(deadLetters)) {
      for (Map.Entry<Event, String> one : refused.entrySet()) {
        Chunk chunk = new Chunk(UUID.randomUUID(), List.of(one.getKey()));
        TextMessage message = session.createTextMessage(chunk.text());
        message.setJMSType(Chunk.TYPE);
        message.setStringProperty(Chunk.ID, chunk.id().toString());
        message.setIntProperty(Chunk.EVENTS, 1);
        message.setStringProperty(EventCollector.SINK, sink);
        // As the broker itself marks what it makes a dead letter of.
        message.setStringProperty("_AMQ_ORIG_ADDRESS", address);
        message.setStringProperty("_AMQ_ORIG_QUEUE", SinkSubscriptions.queueOf(sink));
        producer.send(message);
        write(message, sink, one.getValue());
      }
    }
  }

  /** The same with a message that has no events at all. */
  void send(Session session, String sink, Message malformed, String why) throws JMSException {
    try (MessageProducer producer = session.createProducer(deadLetters)) {
      producer.send(malformed);
      write(malformed, sink, why);
    }
  }

  private void write(Message message, String sink, String why) throws JMSException {
    failures.record(
        new ConsumerFailure(
            message.getJMSMessageID(), "hub." + sink, null, Causes.oneLine(why), 1, Instant.now()));
  }
}
