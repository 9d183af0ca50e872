package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.RelayLab;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The broker takes what it is sent and answers nothing, and its client would wait for an hour: no
 * thread does.
 */
class SilentBrokerTest {

  private static final long PATIENCE_SECONDS = 40;

  private final RelayLab lab = new RelayLab();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Engine engine;

  @BeforeEach
  void start() {
    lab.broker.callTimeout(3_600_000);
    lab.bindBroker();
    lab.sendTimeout = 1_000;
    lab.lanes = 4;
    engine = lab.start().engine();
  }

  @AfterEach
  void stop() {
    lab.broker.gate().open();
    threads.shutdownNow();
    lab.close();
  }

  /** As many lanes, each with a consumer to be closed, made it last as many timeouts. */
  @Test
  void theAdapterStopsAllTheSame() throws Exception {
    lab.broker.gate().shut();

    assertThat(thrownWithin(engine::stop)).isNull();
  }

  @Test
  void operatorsAreToldThatItDoesNotAnswer() throws Exception {
    lab.broker.gate().shut();

    assertThat(thrownWithin(() -> engine.inDoubt(1))).isInstanceOf(jakarta.jms.JMSException.class);
    assertThat(thrownWithin(() -> engine.check("692-01a229e4-22e8-75f0-ae28-45fab5285298.0")))
        .isInstanceOf(jakarta.jms.JMSException.class);
  }

  @Test
  void callersGetNoConnectionAndAreToldWhy() throws Exception {
    lab.broker.gate().shut();

    assertThat(thrownWithin(() -> engine.connect(null, null)))
        .hasMessage("the broker accepts no connection within 1000 ms (sendTimeout)");
  }

  /** Heartbeats, inspection and retention are done by one thread: it must come back. */
  @Test
  void theHousekeeperTellsAndGoesOnWhenItAnswersAgain() throws Exception {
    lab.broker.gate().shut();
    eventually(() -> engine.status().alarms().stream().anyMatch(one -> one.startsWith("adapter")));

    lab.broker.gate().open();

    soon().until(() -> engine.status().alarms().isEmpty());
    lab.committed(engine, "afterwards");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("afterwards");
  }

  private @Nullable Throwable thrownWithin(ThrowingCallable work) throws Exception {
    return threads.submit(() -> catchThrowable(work)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
