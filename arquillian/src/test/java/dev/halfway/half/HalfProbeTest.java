package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.database.Postgres;
import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.half.probe.Way;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the probe says is what happened. On PostgreSQL. */
@Thorough
class HalfProbeTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static Postgres postgres;
  private static ServerProcess server;
  private static HalfProbe probe;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
    server = ServerProcess.fresh("half-probe", postgres.settings()).start();
    probe = HalfProbe.deployTo(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void deliversWhatCommitsInEveryWay() {
    for (Way way : Way.values()) {
      String id = "commits-" + way;
      Script script = Script.of(id).by(way).messages(2).property("colour", "red").filled(10);

      assertThat(probe.run(script)).isEqualTo(new Outcome(End.COMMITTED, 2, null));

      assertThat(probe.rows()).contains(id);
      await().atMost(PATIENCE).until(() -> probe.browse().size() == 2);
      List<Received> received = probe.receiveAll();
      assertThat(received).extracting(Received::text).containsExactly(id + "#0", id + "#1");
      assertThat(received).extracting(Received::ordinal).containsExactly(0, 1);
      assertThat(received).extracting(Received::transaction).doesNotContainNull();
      assertThat(received).allMatch(one -> "red".equals(one.properties().get("colour")));
      assertThat(received).noneMatch(Received::redelivered);
    }
  }

  @Test
  void endsInEveryOtherWayAsAsked() {
    for (Ending ending : Ending.values()) {
      if (ending == Ending.COMMIT) {
        continue;
      }
      String id = "ends-" + ending;
      Outcome outcome = probe.run(Script.of(id).ending(ending).messages(2));

      assertThat(outcome.end()).as(ending + ": " + outcome).isEqualTo(End.ROLLED_BACK);
      assertThat(outcome.sent()).as(ending.name()).isGreaterThanOrEqualTo(2);
      assertThat(probe.rows()).doesNotContain(id);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(server.client().get("api/transaction/in-doubt").json()).isEmpty());
    assertThat(probe.receiveAll()).isEmpty();
  }

  @Test
  void holdsWhereItIsAsked() {
    for (Hold hold : List.of(Hold.WORKED, Hold.PREPARED, Hold.COMMITTED)) {
      String id = "held-" + hold;
      CompletableFuture<Outcome> outcome = probe.startHeld(Script.of(id).holding(hold));

      assertThat(probe.rows().contains(id)).isEqualTo(hold == Hold.COMMITTED);
      probe.release(id);

      assertThat(outcome.join().end()).isEqualTo(End.COMMITTED);
      await().atMost(PATIENCE).until(() -> probe.browse().size() == 1);
      assertThat(probe.receiveAll()).extracting(Received::script).containsExactly(id);
    }
  }

  @Test
  void outlivesItsServer() {
    probe.run(Script.of("before"));
    CompletableFuture<Outcome> killed = probe.startHeld(Script.of("held").holding(Hold.PREPARED));
    server.kill();
    assertThat(killed.handle((outcome, failure) -> failure).join()).isNotNull();
    server.start();
    probe.awaitReady();

    probe.run(Script.of("after"));

    assertThat(probe.rows()).contains("before", "after").doesNotContain("held");
    await().atMost(PATIENCE).until(() -> probe.browse().size() == 2);
    assertThat(probe.receiveAll()).extracting(Received::script).contains("before", "after");
  }
}
