package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.client.Client;
import dev.halfway.database.Postgres;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.server.ServerProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** WildFly, as the build makes it, with the broker outside. */
final class WildFly implements AppServer {

  private final ServerProcess server;
  private boolean complete;

  WildFly(String name, RemoteArtemis broker, Postgres database, List<String> javaOptions) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.putAll(broker.settings());
    server =
        ServerProcess.fresh(name, settings)
            .configuration("standalone-remote.xml")
            .javaOptions(javaOptions);
  }

  @Override
  public AppServer start() {
    server.start();
    if (complete) {
      HalfProbe.of(client()).awaitReady();
    } else {
      server.deploy(HalfProbe.war());
      complete = true;
    }
    return this;
  }

  @Override
  public void kill() {
    server.kill();
  }

  @Override
  public boolean isAlive() {
    return server.isAlive();
  }

  @Override
  public int awaitEnd() {
    return server.awaitEnd();
  }

  @Override
  public Client client() {
    return server.client();
  }

  @Override
  public void close() {
    server.close();
  }
}
