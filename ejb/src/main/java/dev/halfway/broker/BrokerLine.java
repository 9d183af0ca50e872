package dev.halfway.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line to the broker's management, with a temporary queue for the answers; one question at a
 * time. After a failure it has to be closed, or an answer that comes late would be taken for that
 * to the next question.
 *
 * <p>It has a connection that is not of the pool: Artemis' resource adapter deletes temporary
 * queues once more when it closes a connection, by a session that it has given back to the pool
 * before, and that the next caller uses already (AMQ212051; {@code
 * ActiveMQRASessionFactoryImpl.close}).
 */
record BrokerLine(
    Connection connection,
    Session session,
    MessageProducer questions,
    TemporaryQueue replyTo,
    MessageConsumer answers)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLine.class);
  private static final long PATIENCE_MILLIS = 10_000;

  static BrokerLine open(BrokerConnections connections, Queue management) throws JMSException {
    Connection connection = connections.create();
    try {
      Session session = connection.createSession();
      MessageProducer questions = session.createProducer(management);
      questions.setTimeToLive(PATIENCE_MILLIS);
      TemporaryQueue replyTo = session.createTemporaryQueue();
      MessageConsumer answers = session.createConsumer(replyTo);
      connection.start();
      return new BrokerLine(connection, session, questions, replyTo, answers);
    } catch (JMSException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Asks about a resource.
   *
   * @param kind whether {@code name} is of an attribute or of an operation
   * @throws JMSException when there is no answer within ten seconds
   */
  Message ask(String resource, String kind, String name, String parameters) throws JMSException {
    Message question = session.createTextMessage(parameters);
    question.setStringProperty("_AMQ_ResourceName", resource);
    question.setStringProperty(kind, name);
    question.setJMSReplyTo(replyTo);
    questions.send(question);
    Message answer = answers.receive(PATIENCE_MILLIS);
    if (answer == null) {
      throw new JMSException("the broker did not answer about " + resource);
    }
    return answer;
  }

  /** The temporary queue goes with its connection. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (JMSException e) {
      LOG.debug("Closing a line that was broken: {}", e.getMessage());
    }
  }
}
