package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.fault.CommitFault;
import dev.halfway.fault.TcpProxy;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Script;
import dev.halfway.server.ServerProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Artemis, outside the server; its commits and their answers can also be lost on the way. */
class BrokerKilledTest extends OutageTest {

  private final RemoteArtemis broker =
      RemoteArtemis.fresh("broker-killed-broker", HalfProbe.QUEUE).start();
  private final TcpProxy proxy = TcpProxy.ofArtemis(broker.port());

  @Override
  @AfterAll
  void stop() {
    super.stop();
    proxy.close();
    broker.close();
  }

  @Override
  ServerProcess start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(broker.settings(proxy.port()));
    return ServerProcess.fresh("broker-killed", all).configuration("standalone-remote.xml").start();
  }

  @Override
  void kill(Postgres database) {
    broker.kill();
    // Nobody listens: to be let in and to get no answer takes those who connect ten seconds.
    proxy.refuse();
  }

  @Override
  void restart(Postgres database) {
    broker.start();
    proxy.pass();
  }

  /** Once the half messages are durable, the broker has no say in it. */
  @Override
  Set<Hold> commit() {
    return Set.of(Hold.PREPARED, Hold.COMMITTED);
  }

  /** Whether they are durable or not: who was not told so must not commit. */
  @Test
  void commitsNothingWhoseHalfMessagesWereNotConfirmed() {
    int before = proxy.faults();
    List<CompletableFuture<Told>> victims = new ArrayList<>();
    for (CommitFault fault : CommitFault.values()) {
      Script script = Script.of("half-" + fault + "-").messages(2);
      proxy.atNextCommit(fault, script.id());
      victims.add(ledger.start(probe, script));
    }

    assertThat(victims).extracting(CompletableFuture::join).containsOnly(Told.ROLLED_BACK);

    proxy.awaitFaults(before + victims.size());
    proxy.pass();
    assertThat(reconciliation.rows()).noneMatch(id -> id.startsWith("half-"));
    reconciliation.settle(server.client(), probe);
  }

  /** Of the relay. */
  @ParameterizedTest
  @EnumSource
  void settlesABatchAgainThatWasNotConfirmed(CommitFault fault) {
    int before = proxy.faults();
    Script script = Script.of("relayed-" + fault + "-").messages(2).holding(Hold.PREPARED);
    CompletableFuture<Told> victim = ledger.startHeld(probe, script);
    proxy.atNextCommit(fault, script.id());
    probe.release(script.id());
    assertThat(victim.join()).isEqualTo(Told.COMMITTED);
    proxy.awaitFaults(before + 1);
    assertThat(ledger.run(probe, Script.of("beside-" + fault))).isEqualTo(Told.COMMITTED);

    if (fault == CommitFault.HELD) {
      proxy.pass();
    }
    assertThat(reconciliation.rows()).contains(script.id());
    reconciliation.settle(server.client(), probe);
  }
}
