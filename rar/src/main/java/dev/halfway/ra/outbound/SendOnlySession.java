package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.Refusal.SENDS_ONLY;
import static dev.halfway.ra.outbound.Refusal.TRANSACTION_DECIDES;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** What a session refuses that only sends, inside the transactions of a server. */
abstract class SendOnlySession implements Session {

  @Override
  public QueueBrowser createBrowser(Queue queue) throws JMSException {
    throw SENDS_ONLY.of("createBrowser");
  }

  @Override
  public QueueBrowser createBrowser(Queue queue, String selector) throws JMSException {
    throw SENDS_ONLY.of("createBrowser");
  }

  @Override
  public MessageConsumer createConsumer(Destination destination) throws JMSException {
    throw SENDS_ONLY.of("createConsumer");
  }

  @Override
  public MessageConsumer createConsumer(Destination destination, String selector)
      throws JMSException {
    throw SENDS_ONLY.of("createConsumer");
  }

  @Override
  public MessageConsumer createConsumer(Destination destination, String selector, boolean noLocal)
      throws JMSException {
    throw SENDS_ONLY.of("createConsumer");
  }

  @Override
  public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
    throw SENDS_ONLY.of("createDurableConsumer");
  }

  @Override
  public MessageConsumer createDurableConsumer(
      Topic topic, String name, String selector, boolean noLocal) throws JMSException {
    throw SENDS_ONLY.of("createDurableConsumer");
  }

  @Override
  public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
    throw SENDS_ONLY.of("createDurableSubscriber");
  }

  @Override
  public TopicSubscriber createDurableSubscriber(
      Topic topic, String name, String selector, boolean noLocal) throws JMSException {
    throw SENDS_ONLY.of("createDurableSubscriber");
  }

  @Override
  public MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
    throw SENDS_ONLY.of("createSharedConsumer");
  }

  @Override
  public MessageConsumer createSharedConsumer(Topic topic, String name, String selector)
      throws JMSException {
    throw SENDS_ONLY.of("createSharedConsumer");
  }

  @Override
  public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
    throw SENDS_ONLY.of("createSharedDurableConsumer");
  }

  @Override
  public MessageConsumer createSharedDurableConsumer(Topic topic, String name, String selector)
      throws JMSException {
    throw SENDS_ONLY.of("createSharedDurableConsumer");
  }

  @Override
  public TemporaryQueue createTemporaryQueue() throws JMSException {
    throw SENDS_ONLY.of("createTemporaryQueue");
  }

  @Override
  public TemporaryTopic createTemporaryTopic() throws JMSException {
    throw SENDS_ONLY.of("createTemporaryTopic");
  }

  @Override
  public MessageListener getMessageListener() throws JMSException {
    throw SENDS_ONLY.of("getMessageListener");
  }

  @Override
  public void run() {
    throw SENDS_ONLY.unchecked("run");
  }

  @Override
  public void setMessageListener(MessageListener listener) throws JMSException {
    throw SENDS_ONLY.of("setMessageListener");
  }

  @Override
  public void unsubscribe(String name) throws JMSException {
    throw SENDS_ONLY.of("unsubscribe");
  }

  @Override
  public void commit() throws JMSException {
    throw TRANSACTION_DECIDES.of("commit");
  }

  @Override
  public void recover() throws JMSException {
    throw TRANSACTION_DECIDES.of("recover");
  }

  @Override
  public void rollback() throws JMSException {
    throw TRANSACTION_DECIDES.of("rollback");
  }
}
