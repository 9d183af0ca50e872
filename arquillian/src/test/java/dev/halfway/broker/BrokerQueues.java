package dev.halfway.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/**
 * The queues of a broker by the names the broker has for them. Each call has a connection of its
 * own, so that it works after whatever happened to the broker.
 */
public record BrokerQueues(ConnectionFactory connections) {

  private static final long NOTHING_MORE_MILLIS = 500;
  private static final long ANSWER_MILLIS = 10_000;

  /**
   * The messages that wait in a queue, in their order, without consuming them. Not among them are
   * those with a consumer and those scheduled for later.
   */
  public List<Message> browse(String queue) {
    try (JMSContext context = connections.createContext();
        QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
      List<Message> found = new ArrayList<>();
      for (Enumeration<?> messages = browser.getEnumeration(); messages.hasMoreElements(); ) {
        found.add((Message) messages.nextElement());
      }
      return found;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /** How many messages wait in a queue. */
  public int count(String queue) {
    return browse(queue).size();
  }

  /**
   * How many messages there are of a queue in all, those with a consumer and those scheduled for
   * later included.
   */
  public int countAll(String queue) {
    try (JMSContext context = connections.createContext()) {
      Message question = context.createMessage();
      JMSManagementHelper.putAttribute(question, ResourceNames.QUEUE + queue, "messageCount");
      Queue answers = context.createTemporaryQueue();
      question.setJMSReplyTo(answers);
      context.createProducer().send(new ActiveMQQueue("activemq.management"), question);
      try (JMSConsumer consumer = context.createConsumer(answers)) {
        Message answer = consumer.receive(ANSWER_MILLIS);
        if (answer == null || !JMSManagementHelper.hasOperationSucceeded(answer)) {
          throw new IllegalStateException("the broker does not tell about " + queue);
        }
        return ((Number) JMSManagementHelper.getResult(answer)).intValue();
      }
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Consumes what there is until nothing more comes for half a second. */
  public List<Message> receiveAll(String queue) {
    List<Message> received = new ArrayList<>();
    try (JMSContext context = connections.createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
      for (Message message; (message = consumer.receive(NOTHING_MORE_MILLIS)) != null; ) {
        received.add(message);
      }
    }
    return received;
  }

  /** Sends a text of a type, durably. */
  public void send(String queue, String type, String text) {
    try (JMSContext context = connections.createContext()) {
      context.createProducer().setJMSType(type).send(context.createQueue(queue), text);
    }
  }

  /** Sends a text, durably. */
  public void send(String queue, String text) {
    try (JMSContext context = connections.createContext()) {
      context.createProducer().send(context.createQueue(queue), text);
    }
  }
}
