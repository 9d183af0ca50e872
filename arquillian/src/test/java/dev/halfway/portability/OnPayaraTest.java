package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.server.AppServer;
import java.util.List;
import java.util.Map;

class OnPayaraTest extends ServerAcceptanceTest {

  @Override
  AppServer server(String name, RemoteArtemis broker, Postgres database, List<String> javaOptions) {
    return new Payara(name, broker, database, javaOptions, Map.of("lanes", "1"));
  }
}
