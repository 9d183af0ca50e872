package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import java.util.List;

class OnWildFlyTest extends ServerAcceptanceTest {

  @Override
  AppServer server(String name, RemoteArtemis broker, Postgres database) {
    return new WildFly(name, broker, database, List.of());
  }
}
