package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.Works;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowsingTest {

  private static final String QUEUE = "q";
  private static final int HOUR = 3_600_000;

  private final EmbeddedBroker embedded = new EmbeddedBroker().callTimeout(HOUR).start();
  private final String name = "jms/" + UUID.randomUUID();
  private final Works works = new Works();
  private final Threads threads = new Threads(works);
  private final Watchdog watchdog = new Watchdog(500, threads);
  private final BrokerConnector broker = BrokerLab.connector(name, watchdog);

  @BeforeEach
  void bind() throws WorkException {
    embedded.queue(QUEUE);
    Naming.bind(name, embedded.connections());
    threads.start("watchdog", watchdog);
  }

  @AfterEach
  void stop() {
    embedded.gate().open();
    threads.stop();
    Naming.unbind(name);
    works.close();
    embedded.close();
  }

  /** And its client would wait for an hour. */
  @Test
  void failsWhenTheBrokerFallsSilentMeanwhile() throws JMSException {
    try (Browsing browsing = new Browsing(broker, QUEUE)) {
      embedded.gate().shut();
      FutureTask<Integer> looking = new FutureTask<>(() -> browsing.count(QUEUE, "TRUE", 1));
      new Thread(looking).start();

      assertThat(looking)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(JMSException.class);
    }
  }
}
