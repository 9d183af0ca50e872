package dev.halfway.transaction;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The broker, outside the server, is killed while orders are placed by every mode. */
@Thorough
class OrdersBrokerKilledTest {

  private static Postgres postgres;
  private static RemoteArtemis broker;
  private static ServerProcess server;

  @BeforeAll
  static void startAll() {
    postgres = Postgres.start();
    broker = RemoteArtemis.fresh("orders-broker-killed-broker").start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.putAll(broker.settings(broker.port()));
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    settings.put("RecoveryEnvironmentBean.periodicRecoveryPeriod", "5");
    settings.put("RecoveryEnvironmentBean.recoveryBackoffPeriod", "1");
    server =
        ServerProcess.fresh("orders-broker-killed", settings)
            .configuration("standalone-remote.xml")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    broker.close();
    postgres.close();
  }

  @Test
  void losesInventsAndRepeatsNothingButByPlainSending() {
    OrderLoad load = OrderLoad.on(server.client(), new Rows(postgres.dataSource()), 3);
    try (load) {
      load.awaitAccepted(20);
      broker.kill();
      // Orders by outbox do not need it.
      load.awaitFailed(3, Mode.PLAIN, Mode.XA, Mode.HALF);
      broker.start();
      load.awaitAccepted(5);
    }
    load.assertKept();
  }
}
