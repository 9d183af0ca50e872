package dev.halfway.portability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.half.probe.Demarcation;
import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.half.probe.Way;
import dev.halfway.server.AppServer;
import dev.halfway.tag.Portability;
import dev.halfway.tag.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What holds on every server: the adapter, a broker outside the server, PostgreSQL. */
@Portability
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerAcceptanceTest {

  private final String name = getClass().getSimpleName();
  private final Postgres database = Postgres.start();
  private final RemoteArtemis broker =
      RemoteArtemis.fresh(name + "-broker", HalfProbe.QUEUE).start();
  private AppServer server;
  private HalfProbe probe;

  /** A server that was never started. */
  abstract AppServer server(String name, RemoteArtemis broker, Postgres database);

  /** The probe in a server that was just started for the first time. */
  HalfProbe probeIn(AppServer server) {
    return HalfProbe.of(server.client()).withTables();
  }

  @BeforeAll
  void start() {
    server = server(name, broker, database);
    server.start();
    probe = probeIn(server);
  }

  @AfterAll
  void stop() {
    server.close();
    broker.close();
    database.close();
  }

  @Slice
  @ParameterizedTest
  @EnumSource
  void whatCommitsIsDeliveredOnce(Way way) {
    Outcome outcome = probe.run(Script.of("commit-" + way).by(way).messages(3));

    assertThat(outcome).isEqualTo(new Outcome(End.COMMITTED, 3, null));
    assertThat(probe.rows()).contains("commit-" + way);
    assertThat(received(3))
        .containsExactlyElementsOf(
            IntStream.range(0, 3).mapToObj(Script.of("commit-" + way)::text).toList());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"COMMIT", "TIMEOUT"})
  void whatEndsOtherwiseLeavesNothing(Ending ending) {
    Outcome outcome = probe.run(Script.of("end-" + ending).ending(ending).messages(2));

    // Open Liberty calls it heuristic when the database refuses at its commit.
    assertThat(outcome.end()).as(outcome.toString()).isNotEqualTo(End.COMMITTED);
    assertThat(probe.rows()).doesNotContain("end-" + ending);
    // Delivery comes later: that nothing has come yet proves nothing.
    assertThat(probe.run(Script.of("after-" + ending)).end()).isEqualTo(End.COMMITTED);
    assertThat(received(1)).containsExactly("after-" + ending + "#0");
  }

  @ParameterizedTest
  @EnumSource
  void aBeanThatReturnsHasCommitted(Demarcation by) {
    Script script = Script.of("returns-" + by).messages(2);

    assertThat(probe.run(script, by)).isTrue();

    if (by == Demarcation.SUSPENDED) {
      assertDelivered(script.inner(), script);
    } else {
      assertDelivered(script);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBeanThatFailsHasRolledBack(Demarcation by) {
    Script script = Script.of("fails-" + by).ending(Ending.RUNTIME_EXCEPTION).messages(2);

    assertThat(probe.run(script, by)).isFalse();

    Script after = Script.of("after-failing-" + by);
    assertThat(probe.run(after).end()).isEqualTo(End.COMMITTED);
    if (by == Demarcation.SUSPENDED) {
      assertDelivered(script.inner(), after);
    } else {
      assertDelivered(after);
    }
    assertThat(probe.rows()).doesNotContain(script.id());
  }

  private void assertDelivered(Script... scripts) {
    List<String> expected =
        Arrays.stream(scripts)
            .flatMap(one -> IntStream.range(0, one.messages()).mapToObj(one::text))
            .toList();
    // Each lane of the adapter has an order of its own.
    assertThat(received(expected.size())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(probe.rows()).containsAll(Arrays.stream(scripts).map(Script::id).toList());
  }

  /** Waits for so many, and for what comes beyond. */
  private List<String> received(int count) {
    List<String> texts = new ArrayList<>();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              broker.queues().receiveAll(HalfProbe.QUEUE).stream()
                  .map(Received::of)
                  .map(Received::text)
                  .forEach(texts::add);
              return texts.size() >= count;
            });
    return texts;
  }
}
