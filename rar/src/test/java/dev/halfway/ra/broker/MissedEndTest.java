package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.RelayLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker's client misses the end of its connection: a call goes on after it was cut. */
class MissedEndTest {

  private final RelayLab lab = new RelayLab();
  private final DeafClient client = new DeafClient();

  @AfterEach
  void stop() {
    client.deaf(false);
    lab.close();
  }

  /** An engine that is in such a call, with a message that has committed. */
  private Engine stuckWith(String text) throws Exception {
    lab.bindBroker(client.around(lab.broker.connections()));
    Engine engine = lab.start().engine();
    client.deaf(true);
    lab.committed(engine, text);
    soon().until(client::isReached);
    return engine;
  }

  @Test
  void theRelayGoesOnAllTheSame() throws Exception {
    lab.sendTimeout = 500;
    stuckWith("in the end");

    client.deaf(false);

    assertThat(lab.text(RelayLab.TO)).isEqualTo("in the end");
  }

  @Test
  void theAdapterStopsAllTheSameAndLosesNothing() throws Exception {
    lab.sendTimeout = 600_000;
    Engine engine = stuckWith("kept");

    engine.stop(1);

    assertThat(engine.status().alarms()).noneMatch(one -> one.startsWith("stop"));
    soon().until(() -> lab.broker.server().getConnectionCount() == 0);
    assertThat(lab.count("halfway.half.0") + lab.count("halfway.half.1")).isEqualTo(1);
  }
}
