package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneReceiverTest {

  private static final String QUEUE = "lane";
  private static final long HOUR = 3_600_000;

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final LaneReceiver receiver =
      new LaneReceiver(QUEUE, HOUR, HOUR, this::areMoreOnTheirWay);
  private final FutureTask<List<Message>> taking = new FutureTask<>(() -> receiver.take(10));
  private volatile int taken;
  private Connection connection;
  private Session session;

  @BeforeEach
  void open() throws JMSException {
    broker.start();
    broker.queue(QUEUE);
    connection = broker.connections().createConnection();
    connection.start();
    session = connection.createSession(true, Session.SESSION_TRANSACTED);
    receiver.open(session, "TRUE");
  }

  @AfterEach
  void close() throws JMSException {
    connection.close();
    broker.close();
  }

  private boolean areMoreOnTheirWay(int sinceThen) {
    taken = sinceThen;
    return taken < 2;
  }

  private void awaitWaiting(int messages) {
    Thread lane = new Thread(taking, "lane");
    lane.start();
    soon().until(() -> taken == messages && lane.getState() == Thread.State.TIMED_WAITING);
  }

  /** A stop would last as long as the lanes have nothing to do. */
  @Test
  void waitsForNoMessageOnceItIsReleased() throws Exception {
    awaitWaiting(0);

    receiver.release();

    assertThat(taking.get(1, TimeUnit.MINUTES)).isEmpty();
    assertThat(receiver.take(10)).isEmpty();
  }

  @Test
  void waitsForNoFurtherMessagesOnceItIsReleased() throws Exception {
    send();
    awaitWaiting(1);

    receiver.release();

    assertThat(taking.get(1, TimeUnit.MINUTES)).hasSize(1);
  }

  @Test
  void waitsForThoseThatAreOnTheirWayAndNoOthers() throws Exception {
    send();
    awaitWaiting(1);

    send();

    assertThat(taking.get(1, TimeUnit.MINUTES)).hasSize(2);
  }

  private void send() throws JMSException {
    try (Connection other = broker.connections().createConnection()) {
      Session sending = other.createSession(false, Session.AUTO_ACKNOWLEDGE);
      sending.createProducer(sending.createQueue(QUEUE)).send(sending.createMessage());
    }
  }
}
