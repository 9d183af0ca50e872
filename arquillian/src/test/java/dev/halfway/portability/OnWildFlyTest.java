package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.server.AppServer;
import dev.halfway.server.ServerProcess;
import java.util.HashMap;
import java.util.Map;

/** As the build makes it, with the broker outside. */
class OnWildFlyTest extends ServerAcceptanceTest {

  @Override
  AppServer server(String name, RemoteArtemis broker, Postgres database) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.putAll(broker.settings());
    return ServerProcess.fresh(name, settings).configuration("standalone-remote.xml");
  }

  @Override
  HalfProbe probeIn(AppServer server) {
    return HalfProbe.deployTo((ServerProcess) server);
  }
}
