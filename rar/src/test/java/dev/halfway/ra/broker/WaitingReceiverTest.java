package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.protocol.Clock;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingReceiverTest {

  private static final String QUEUE = "waiting";
  private static final String ALL = "TRUE";
  private static final long MAX_WAIT = 60_000;

  private final EmbeddedBroker broker = new EmbeddedBroker();
  private final Time time = new Time();
  private final WaitingReceiver receiver = new WaitingReceiver(QUEUE, MAX_WAIT, time);
  private Connection connection;
  private Session session;

  @BeforeEach
  void open() throws Exception {
    broker.start();
    broker.queue(QUEUE);
    connection = broker.connections().createConnection();
    connection.start();
    session = connection.createSession(true, Session.SESSION_TRANSACTED);
    receiver.open(session, ALL);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    broker.close();
  }

  @Test
  void takesWhatIsDueAndWhatAClockThatWasPutBackHasLeft() throws Exception {
    send("due", time.now);
    send("not yet", time.now + 1);
    send("as late as can be", time.now + MAX_WAIT);
    send("of another time", time.now + MAX_WAIT + 1);

    assertThat(takeAll()).containsExactlyInAnyOrder("due", "of another time");
  }

  /** With one that is at work for long, whatever is set aside would come back at once some day. */
  @Test
  void takesNothingEarlyHoweverLongThereHasBeenSomethingToTake() throws Exception {
    send("first", time.now);
    assertThat(take()).containsExactly("first");
    time.passes(MAX_WAIT);

    send("second", time.now);
    send("not yet", time.now + MAX_WAIT);

    assertThat(takeAll()).containsExactly("second");
  }

  private void send(String text, long due) throws JMSException {
    try (Connection other = broker.connections().createConnection();
        Session sending = other.createSession()) {
      Message message = sending.createTextMessage(text);
      message.setLongProperty(PropertyNames.DUE, due);
      sending.createProducer(sending.createQueue(QUEUE)).send(message);
    }
  }

  private List<String> takeAll() throws JMSException {
    List<String> all = new ArrayList<>();
    List<String> taken = take();
    while (!taken.isEmpty()) {
      all.addAll(taken);
      taken = take();
    }
    return all;
  }

  private List<String> take() throws JMSException {
    List<String> texts = new ArrayList<>();
    for (Message message : receiver.take(100)) {
      texts.add(message.getBody(String.class));
    }
    session.commit();
    return texts;
  }

  private static final class Time implements Clock {
    private long now = 1_000_000_000;

    void passes(long millis) {
      now += millis;
    }

    @Override
    public long now() {
      return now;
    }

    @Override
    public long monotonic() {
      return now;
    }

    @Override
    public UUID identity() {
      return new UUID(0, 1);
    }
  }
}
