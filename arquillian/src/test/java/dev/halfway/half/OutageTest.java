package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.database.Postgres;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Script;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the server depends on is killed under load and comes back; the server stays up. Callers are
 * told, and nothing is lost, invented or repeated.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutageTest {

  private static final int CALLERS = 6;
  private static final int ENOUGH = 50;
  private static final List<Hold> HOLDS = List.of(Hold.WORKED, Hold.PREPARED, Hold.COMMITTED);

  final Ledger ledger = new Ledger();
  ServerProcess server;
  HalfProbe probe;
  Reconciliation reconciliation;
  private Postgres postgres;

  /** A server that is ready. */
  abstract ServerProcess start(Map<String, String> settings);

  /** Kills what the test is about. */
  abstract void kill(Postgres database);

  /** Starts it again. */
  abstract void restart(Postgres database);

  /** Where a transaction must have been held to commit although it was killed. */
  abstract Set<Hold> commit();

  @BeforeAll
  void start() {
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    server = start(settings);
    probe = HalfProbe.deployTo(server);
    reconciliation = new Reconciliation(postgres.dataSource(), ledger);
  }

  @AfterAll
  void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void losesInventsAndRepeatsNothing() {
    assertKept("once");
  }

  /** What comes back a second time finds what the first left. */
  @Thorough
  @Test
  void losesInventsAndRepeatsNothingTheNextTimeEither() {
    assertKept("again");
    assertKept("and-again");
  }

  private void assertKept(String name) {
    Map<Hold, CompletableFuture<Told>> held = new EnumMap<>(Hold.class);
    try (TransactionLoad load = TransactionLoad.on(probe, ledger, name, CALLERS)) {
      for (Hold hold : HOLDS) {
        Script script = Script.of(name + "-" + hold).holding(hold).messages(2);
        held.put(hold, ledger.startHeld(probe, script));
      }
      load.awaitCommitted(ENOUGH);
      kill(postgres);
      load.awaitFailed(CALLERS);
      for (Hold hold : HOLDS) {
        probe.release(name + "-" + hold);
      }
      held.values().forEach(CompletableFuture::join);
      restart(postgres);
      load.awaitCommitted(ENOUGH);
    }
    server.awaitReady();
    Set<String> rows = reconciliation.rows();
    for (Hold hold : HOLDS) {
      assertThat(rows.contains(name + "-" + hold))
          .as("the row of the one held when " + hold)
          .isEqualTo(commit().contains(hold));
    }
    reconciliation.settle(server.client(), probe);
  }
}
