package dev.halfway.stop;

import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** With the broker inside the server, which is stopped with it. */
class StoppedWithItsOwnBrokerTest extends StoppedTest {

  private ServerProcess server;

  @BeforeAll
  void start() {
    Map<String, String> settings = new HashMap<>(shortTimes());
    settings.putAll(postgres().settings());
    server = ServerProcess.fresh("stopped", settings).start();
  }

  @Override
  ServerProcess server() {
    return server;
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGTERM", "REDEPLOY"})
  void keepsWhatWasPromisedWhenTheServerIsStopped(Way way) {
    assertNothingIsLostBy(() -> way.restart(server));
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SIGTERM", "REDEPLOY"})
  void keepsWhatWasPromisedInEveryOtherWay(Way way) {
    assertNothingIsLostBy(() -> way.restart(server));
  }
}
