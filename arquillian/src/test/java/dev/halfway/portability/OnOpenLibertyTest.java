package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.server.AppServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Disabled;

class OnOpenLibertyTest extends ServerAcceptanceTest {

  @Override
  AppServer server(String name, RemoteArtemis broker, Postgres database, List<String> javaOptions) {
    return new OpenLiberty(name, broker, database, javaOptions, Map.of("lanes", "1"));
  }

  @Disabled(
      "Liberty activates no bean for a destination of Artemis's adapter, which has none to tell")
  @Override
  void aMessageDrivenBeanSendsInTheTransactionOfItsMessage() {}
}
