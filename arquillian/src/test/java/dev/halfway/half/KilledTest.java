package dev.halfway.half;

import dev.halfway.database.Postgres;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Received;
import dev.halfway.server.AppServer;
import dev.halfway.server.ServerProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The product's server, with the broker that is in it. */
class KilledTest extends ServerKilledTest {

  @Override
  protected AppServer server(String name, Postgres database, List<String> javaOptions) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("halfway.half.lanes", "1");
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    return ServerProcess.fresh(name, settings).javaOptions(javaOptions);
  }

  @Override
  protected HalfProbe probeIn(AppServer server) {
    return HalfProbe.deployTo((ServerProcess) server);
  }

  @Override
  protected List<Hold> holds() {
    return List.of(Hold.WORKED, Hold.PREPARED, Hold.COMMITTED);
  }

  @Override
  protected HalfMessagesLeft left(AppServer server) {
    return HalfMessagesLeft.toldBy(server.client());
  }

  @Override
  protected List<Received> received(HalfProbe probe) {
    return probe.receiveAll();
  }
}
