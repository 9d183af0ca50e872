package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.Works;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerTaskTest {

  private static final String QUEUE = "q";

  private final EmbeddedBroker embedded = new EmbeddedBroker().start();
  private final String name = "jms/" + UUID.randomUUID();
  private final Works works = new Works();
  private final Watchdog watchdog = BrokerLab.watchdog(works);
  private final BrokerConnector broker = BrokerLab.connector(name, watchdog);

  @BeforeEach
  void bind() {
    embedded.queue(QUEUE);
    Naming.bind(name, embedded.connections());
  }

  @AfterEach
  void stop() {
    Naming.unbind(name);
    works.close();
    embedded.close();
  }

  @Test
  void inATransactionSendsAllOrNothing() throws JMSException {
    BrokerTask<Boolean> failing =
        session -> {
          send(session);
          throw new JMSException("no");
        };
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> failing.runAtomically(broker))
        .withMessage("no");
    soon().until(() -> embedded.server().getConnectionCount() == 0);
    assertThat(embedded.count(QUEUE)).isZero();

    BrokerTask<Boolean> sending = BrokerTaskTest::send;
    assertThat(sending.runAtomically(broker)).isTrue();
    assertThat(embedded.count(QUEUE)).isEqualTo(1);
  }

  /** What it does then may look like an empty queue: clients tell the one from the other badly. */
  @Test
  void thatWasCutHasFailedWhateverItSaw() {
    BrokerTask<String> cut =
        session -> {
          watchdog.cutLongerThan(0);
          soon().until(() -> embedded.server().getConnectionCount() == 0);
          return "nothing";
        };

    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(() -> cut.run(broker))
        .withMessageContaining("sendTimeout");
  }

  private static boolean send(Session session) throws JMSException {
    session.createProducer(session.createQueue(QUEUE)).send(session.createTextMessage("m"));
    return true;
  }
}
