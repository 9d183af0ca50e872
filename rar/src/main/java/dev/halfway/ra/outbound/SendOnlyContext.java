package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.Refusal.SENDS_ONLY;
import static dev.halfway.ra.outbound.Refusal.SERVER_MANAGES;
import static dev.halfway.ra.outbound.Refusal.TRANSACTION_DECIDES;

import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;

/** What a context refuses that only sends, inside the transactions of a server. */
abstract class SendOnlyContext implements JMSContext {

  @Override
  public QueueBrowser createBrowser(Queue queue) {
    throw SENDS_ONLY.unchecked("createBrowser");
  }

  @Override
  public QueueBrowser createBrowser(Queue queue, String selector) {
    throw SENDS_ONLY.unchecked("createBrowser");
  }

  @Override
  public JMSConsumer createConsumer(Destination destination) {
    throw SENDS_ONLY.unchecked("createConsumer");
  }

  @Override
  public JMSConsumer createConsumer(Destination destination, String selector) {
    throw SENDS_ONLY.unchecked("createConsumer");
  }

  @Override
  public JMSConsumer createConsumer(Destination destination, String selector, boolean noLocal) {
    throw SENDS_ONLY.unchecked("createConsumer");
  }

  @Override
  public JMSConsumer createDurableConsumer(Topic topic, String name) {
    throw SENDS_ONLY.unchecked("createDurableConsumer");
  }

  @Override
  public JMSConsumer createDurableConsumer(
      Topic topic, String name, String selector, boolean noLocal) {
    throw SENDS_ONLY.unchecked("createDurableConsumer");
  }

  @Override
  public JMSConsumer createSharedConsumer(Topic topic, String name) {
    throw SENDS_ONLY.unchecked("createSharedConsumer");
  }

  @Override
  public JMSConsumer createSharedConsumer(Topic topic, String name, String selector) {
    throw SENDS_ONLY.unchecked("createSharedConsumer");
  }

  @Override
  public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
    throw SENDS_ONLY.unchecked("createSharedDurableConsumer");
  }

  @Override
  public JMSConsumer createSharedDurableConsumer(Topic topic, String name, String selector) {
    throw SENDS_ONLY.unchecked("createSharedDurableConsumer");
  }

  @Override
  public TemporaryQueue createTemporaryQueue() {
    throw SENDS_ONLY.unchecked("createTemporaryQueue");
  }

  @Override
  public TemporaryTopic createTemporaryTopic() {
    throw SENDS_ONLY.unchecked("createTemporaryTopic");
  }

  @Override
  public void unsubscribe(String name) {
    throw SENDS_ONLY.unchecked("unsubscribe");
  }

  @Override
  public void acknowledge() {
    throw TRANSACTION_DECIDES.unchecked("acknowledge");
  }

  @Override
  public void commit() {
    throw TRANSACTION_DECIDES.unchecked("commit");
  }

  @Override
  public void recover() {
    throw TRANSACTION_DECIDES.unchecked("recover");
  }

  @Override
  public void rollback() {
    throw TRANSACTION_DECIDES.unchecked("rollback");
  }

  @Override
  public JMSContext createContext(int mode) {
    throw SERVER_MANAGES.unchecked("createContext");
  }

  @Override
  public void setClientID(String id) {
    throw SERVER_MANAGES.unchecked("setClientID");
  }

  @Override
  public void setExceptionListener(ExceptionListener listener) {
    throw SERVER_MANAGES.unchecked("setExceptionListener");
  }

  @Override
  public void stop() {
    throw SERVER_MANAGES.unchecked("stop");
  }
}
