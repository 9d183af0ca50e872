package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.broker.BrokerQueue;
import dev.halfway.broker.Queues;
import dev.halfway.server.InsideServer;
import dev.halfway.transaction.InDoubt;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/** What comes of messages to one queue, seen from inside the server. */
final class Deliveries {

  private static final int NOTHING_MORE_MILLIS = 500;

  private final String queue;
  private final Queues queues = InsideServer.bean(Queues.class);
  private final InDoubt inDoubt = InsideServer.bean(InDoubt.class);
  private final ConnectionFactory connections =
      InsideServer.lookup("java:/ConnectionFactory", ConnectionFactory.class);
  private long half;
  private long delivered;

  private Deliveries(String queue) {
    this.queue = queue;
  }

  /** Begins to count, when nothing of others is on its way and the queue is empty. */
  static Deliveries to(String queue) throws Exception {
    Deliveries deliveries = new Deliveries(queue);
    InsideServer.waitUntil(() -> deliveries.inDoubt.status().pending() == 0);
    deliveries.receiveAll();
    deliveries.half = deliveries.halfNow();
    deliveries.delivered = deliveries.added(queue);
    return deliveries;
  }

  /** Half messages that have come into a half queue. */
  long half() {
    return halfNow() - half;
  }

  /** Messages that have come into the queue. */
  long delivered() {
    return added(queue) - delivered;
  }

  /** Waits until so many half messages, and no others, were forwarded, and consumes them. */
  List<Message> awaitForwarded(int messages) throws Exception {
    InsideServer.waitUntil(() -> delivered() >= messages);
    InsideServer.waitUntil(() -> inDoubt.status().pending() == 0);
    assertThat(half()).as("half messages").isEqualTo(messages);
    List<Message> received = receiveAll();
    assertThat(received).as("delivered messages").hasSize(messages);
    return received;
  }

  /** Consumes what there is until nothing more comes for half a second. */
  List<Message> receiveAll() {
    List<Message> received = new ArrayList<>();
    try (JMSContext context = connections.createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
      for (Message message; (message = consumer.receive(NOTHING_MORE_MILLIS)) != null; ) {
        received.add(message);
      }
    }
    return received;
  }

  private long halfNow() {
    return added("halfway.half.0") + added("halfway.half.1");
  }

  private long added(String name) {
    return queues.find(name).map(BrokerQueue::added).orElseThrow();
  }
}
