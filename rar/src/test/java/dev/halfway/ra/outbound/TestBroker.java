package dev.halfway.ra.outbound;

import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.Gate;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A broker that makes each queue that is asked for. */
final class TestBroker implements AutoCloseable {

  private final EmbeddedBroker broker = new EmbeddedBroker().with("#", new AddressSettings());
  private final ActiveMQConnectionFactory connections;

  TestBroker() {
    connections = broker.start().connections();
  }

  Connection connect(@Nullable String user, @Nullable String password) throws JMSException {
    return user == null
        ? connections.createConnection()
        : connections.createConnection(user, password);
  }

  ConnectionFactory connections() {
    return connections;
  }

  /** How many messages can be received, delayed ones included. */
  long depth(String queue) {
    return broker.has(queue) ? broker.count(queue) : 0;
  }

  /** How many sessions are open. */
  int sessions() {
    return broker.server().getSessions().size();
  }

  List<Message> browse(String queue) throws JMSException {
    try (JMSContext context = connections.createContext();
        QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
      @SuppressWarnings("unchecked")
      List<Message> messages = Collections.list(browser.getEnumeration());
      return messages;
    }
  }

  /** Receives the next message of a queue. */
  Message receive(String queue) {
    try (JMSContext context = connections.createContext()) {
      Message message = context.createConsumer(context.createQueue(queue)).receive(10_000);
      if (message == null) {
        throw new AssertionError("nothing in " + queue);
      }
      return message;
    }
  }

  /** Takes all text messages out of a queue. */
  List<String> drain(String queue) throws JMSException {
    List<String> texts = new ArrayList<>();
    try (JMSContext context = connections.createContext()) {
      JMSConsumer consumer = context.createConsumer(context.createQueue(queue));
      for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
        texts.add(next.getBody(String.class));
      }
    }
    return texts;
  }

  /** A text message that came by another protocol, which lets a property have any name. */
  Message receivedWith(String queue, String property, String value) throws Exception {
    try (ClientSessionFactory sessions = connections.getServerLocator().createSessionFactory();
        ClientSession session = sessions.createSession()) {
      session.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
      ClientMessage message = session.createMessage(ClientMessage.TEXT_TYPE, true);
      message.getBodyBuffer().writeNullableSimpleString(SimpleString.of("text"));
      message.putStringProperty(property, value);
      session.createProducer(queue).send(message);
    }
    return receive(queue);
  }

  /** As when the network or the broker fails. */
  void breakConnections() {
    broker.cutConnections();
  }

  /** What it does nothing behind while it is shut. */
  Gate gate() {
    return broker.gate();
  }

  /** Has senders to a queue wait for room, which there is none of until it is drained. */
  void fill(String queue) {
    broker.with(
        queue,
        new AddressSettings()
            .setMaxSizeBytes(10_000)
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK));
    try (JMSContext context = connections.createContext()) {
      context.createProducer().send(context.createQueue(queue), "x".repeat(20_000));
    }
  }

  /** How many connections are open. */
  int open() {
    return broker.server().getConnectionCount();
  }

  @Override
  public void close() {
    connections.close();
    broker.close();
  }
}
