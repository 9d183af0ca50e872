package dev.halfway.stop;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a broker outside the server, which can be stopped too. */
@Thorough
class StoppedWithABrokerOutsideTest extends StoppedTest {

  private RemoteArtemis broker;
  private ServerProcess server;

  @BeforeAll
  void start() {
    broker = RemoteArtemis.fresh("stopped-broker").maxAttempts(-1).start();
    Map<String, String> settings = new HashMap<>(shortTimes());
    settings.putAll(postgres().settings());
    settings.putAll(broker.settings());
    server =
        ServerProcess.fresh("stopped-remote", settings)
            .configuration("standalone-remote.xml")
            .start();
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  @Override
  ServerProcess server() {
    return server;
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGTERM", "RELOAD"})
  void keepsWhatWasPromisedWhenTheServerIsStopped(Way way) {
    assertNothingIsLostBy(() -> way.restart(server));
  }

  @Test
  void keepsWhatWasPromisedWhenTheBrokerIsStopped() {
    assertNothingIsLostBy(
        () -> {
          broker.stop();
          broker.start();
        });
  }
}
