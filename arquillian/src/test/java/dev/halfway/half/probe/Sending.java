package dev.halfway.half.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Map;

/** Sends one message after the other, in each of the ways there are. */
@ApplicationScoped
class Sending {

  @Inject
  @JMSConnectionFactory(Names.HALF_MESSAGES)
  private JMSContext injected;

  /** Whether there is a further message to be sent. */
  interface More {
    boolean goesOn(int sent);
  }

  /** Sends as the script says, and tells of each message that could be sent. */
  void send(Script script, More more, Runnable sent) throws JMSException {
    switch (script.way()) {
      case INJECTED -> send(injected, script, more, sent);
      case CONTEXT -> {
        try (JMSContext context = connections().createContext()) {
          send(context, script, more, sent);
        }
      }
      case CONNECTION -> {
        try (Connection connection = connections().createConnection()) {
          send(connection.createSession(), script, more, sent);
        }
      }
    }
  }

  private static ConnectionFactory connections() {
    return Names.lookup(ConnectionFactory.class, Names.HALF_MESSAGES);
  }

  private static void send(JMSContext context, Script script, More more, Runnable sent) {
    JMSProducer producer =
        context
            .createProducer()
            .setDeliveryDelay(script.delayMillis())
            .setTimeToLive(script.liveMillis());
    script.properties().forEach(producer::setProperty);
    for (int n = 0; more.goesOn(n); n++) {
      producer.send(context.createQueue(script.queue()), text(script, n));
      sent.run();
    }
  }

  private static void send(Session session, Script script, More more, Runnable sent)
      throws JMSException {
    MessageProducer producer = session.createProducer(session.createQueue(script.queue()));
    producer.setDeliveryDelay(script.delayMillis());
    producer.setTimeToLive(script.liveMillis());
    for (int n = 0; more.goesOn(n); n++) {
      Message message = session.createTextMessage(text(script, n));
      for (Map.Entry<String, String> property : script.properties().entrySet()) {
        message.setStringProperty(property.getKey(), property.getValue());
      }
      producer.send(message);
      sent.run();
    }
  }

  private static String text(Script script, int n) {
    return script.size() == 0 ? script.text(n) : script.text(n) + " " + "x".repeat(script.size());
  }
}
