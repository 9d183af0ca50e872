package dev.halfway.ra.lab;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Arrays;
import javax.sql.DataSource;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** Engines on a broker in this process, which tests look and reach into. */
public final class RelayLab extends EngineLab {

  public final EmbeddedBroker broker;

  public RelayLab() {
    this(memory());
  }

  public RelayLab(DataSource data) {
    this(new EmbeddedBroker(), data);
  }

  private RelayLab(EmbeddedBroker broker, DataSource data) {
    super(broker, data);
    this.broker = broker;
    managementQueue = "jms/management";
    Naming.bind(managementQueue, new ActiveMQQueue("activemq.management"));
  }

  @Override
  public RelayLab start() {
    super.start();
    return this;
  }

  @Override
  public RelayLab queues() {
    super.queues();
    return this;
  }

  /** Makes a queue that is full: it has one message. */
  public void full(String queue, AddressFullMessagePolicy policy) throws JMSException {
    broker.with(
        queue,
        EmbeddedBroker.settings().setMaxSizeBytes(10_000).setAddressFullMessagePolicy(policy));
    broker.queue(queue);
    using(
        session -> {
          Message message = session.createTextMessage("x".repeat(20_000));
          session.createProducer(session.createQueue(queue)).send(message);
          return message;
        });
  }

  /** Whether a relay waits for room at a destination. */
  public static boolean isBlocked() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(one -> one.getKey().getName().startsWith("half messages"))
        .flatMap(one -> Arrays.stream(one.getValue()))
        .anyMatch(frame -> frame.getClassName().endsWith("ProducerCreditsImpl"));
  }
}
