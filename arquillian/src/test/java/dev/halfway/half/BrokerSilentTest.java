package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Script;
import dev.halfway.server.ServerProcess;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The broker stands still: its connections stay open, and nothing is answered. */
class BrokerSilentTest {

  private static RemoteArtemis broker;
  private static Postgres postgres;
  private static ServerProcess server;
  private static HalfProbe probe;

  @BeforeAll
  static void start() {
    broker = RemoteArtemis.fresh("broker-silent-broker", HalfProbe.QUEUE).start();
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.putAll(broker.settings());
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    server =
        ServerProcess.fresh("broker-silent", settings)
            .configuration("standalone-remote.xml")
            .start();
    probe = HalfProbe.deployTo(server);
  }

  @AfterAll
  static void stop() {
    broker.resume();
    server.close();
    broker.close();
    postgres.close();
  }

  /**
   * The broker's client alone would have it wait for half a minute, and for ever when it is full.
   */
  @Test
  void callersAreToldWhileItStandsStillAndNothingIsLostOrInvented() {
    Ledger ledger = new Ledger();
    Reconciliation reconciliation = new Reconciliation(postgres.dataSource(), ledger);
    ledger.run(probe, Script.of("before"));

    broker.pause();
    assertThat(ledger.run(probe, Script.of("meanwhile"))).isEqualTo(Told.ROLLED_BACK);
    assertThat(ledger.run(probe, Script.of("again"))).isEqualTo(Told.ROLLED_BACK);
    broker.resume();

    server.awaitReady();
    ledger.run(probe, Script.of("afterwards"));
    assertThat(reconciliation.rows()).contains("before", "afterwards");
    reconciliation.settle(server.client(), probe);
  }
}
