package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.half.probe.Way;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The way of one transaction in the real server: its half messages are there after all its work and
 * before the database commits, deliverable not before that, and nowhere when it ends otherwise. The
 * same on every database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HalfPathTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration IMMUNITY = Duration.ofSeconds(1);
  private static final String IN_DOUBT = "api/transaction/in-doubt";

  private FaultPoints points;
  private FaultPoint databaseCommit;
  private ServerProcess server;
  private HalfProbe probe;
  private Seen before;

  /**
   * What has happened since the server's start.
   *
   * @param half messages that have come into the half queues
   * @param swallowed half messages that have gone for good
   * @param delivered messages that have come into the probe's queue
   */
  record Seen(long half, long swallowed, long delivered) {

    Seen plus(int halves, int swallows, int deliveries) {
      return new Seen(half + halves, swallowed + swallows, delivered + deliveries);
    }
  }

  /** What makes the server use the database under test. */
  abstract Map<String, String> database();

  /** Called when nobody uses it any more. */
  abstract void stopDatabase();

  @BeforeAll
  void start() {
    String name = getClass().getSimpleName();
    points = FaultPoints.named(name + "-points");
    // What the transaction manager calls, not what the relay does; and for requests, not for what
    // the scenarios look after by themselves each second.
    databaseCommit =
        points
            .at("org.jboss.jca.adapters.jdbc.local.LocalManagedConnection", "commit", Where.ENTRY)
            .onlyOf("default task");
    Map<String, String> settings = new HashMap<>(database());
    settings.put("halfway.half.immunity", String.valueOf(IMMUNITY.toMillis()));
    settings.put("halfway.half.check-interval", "200");
    server = ServerProcess.fresh(name, settings).javaOptions(points.javaOptions()).start();
    probe = HalfProbe.deployTo(server);
  }

  @AfterAll
  void stop() {
    points.close();
    server.close();
    stopDatabase();
  }

  /** No thread waits for a test that has failed. */
  @AfterEach
  void letGo() {
    databaseCommit.release();
  }

  @BeforeEach
  void look() {
    awaitNothingHalf();
    probe.receiveAll();
    before = seen();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKED", "FLUSHED", "COMPLETING"})
  void messagesAreHalfAfterAllWorkAndBeforeTheDatabaseCommits(Hold work) {
    String id = "after-" + work;
    CompletableFuture<Outcome> outcome =
        held(
            Script.of(id).messages(2).holding(work),
            () -> {
              assertThat(seen()).as("while it works").isEqualTo(before);
              databaseCommit.block();
            });

    databaseCommit.awaitReached();
    assertThat(seen()).as("when the database is to commit").isEqualTo(before.plus(2, 0, 0));
    assertThat(probe.rows()).doesNotContain(id);
    assertThat(outcome).isNotDone();

    databaseCommit.release();
    assertThat(outcome.join()).isEqualTo(new Outcome(End.COMMITTED, 2, null));
    assertThat(probe.rows()).contains(id);
    assertDeliversOnly(id, 2);
  }

  @Test
  void nothingIsDeliverableWhileTheTransactionIsOpenHoweverLong() {
    CompletableFuture<Outcome> outcome =
        held(
            Script.of("open").holding(Hold.PREPARED),
            () -> {
              await().atMost(PATIENCE).untilAsserted(this::assertIsLookedAtAgainAndAgain);
              assertIsNotDecidedBy("ROLLBACK");
              assertIsNotDecidedBy("COMMIT");
              assertThat(seen()).isEqualTo(before.plus(1, 0, 0));
              assertThat(probe.rows()).doesNotContain("open");
            });

    assertThat(outcome.join().end()).isEqualTo(End.COMMITTED);
    assertThat(probe.rows()).contains("open");
    assertDeliversOnly("open", 1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"COMMIT", "DEFERRED_VIOLATION"})
  void noOtherEndLeavesAMessageBehind(Ending ending) {
    for (Way way : Way.values()) {
      String id = ending + "-" + way;
      Outcome outcome = probe.run(Script.of(id).ending(ending).by(way).messages(2));

      assertThat(outcome.end()).as(outcome.toString()).isEqualTo(End.ROLLED_BACK);
      assertThat(outcome.sent()).isGreaterThanOrEqualTo(2);
      assertThat(seen()).as(id).isEqualTo(before);
      assertThat(probe.rows()).doesNotContain(id);
    }
    assertThatTheNextIsTheOnlyOne();
  }

  /** A database that checks its constraints as late as that refuses when all is half. */
  void assertSwallowsWhatTheDatabaseRefusesAtItsCommit() {
    Outcome outcome = probe.run(Script.of("refused").ending(Ending.DEFERRED_VIOLATION).messages(2));

    assertThat(outcome.end()).as(outcome.toString()).isEqualTo(End.ROLLED_BACK);
    await().atMost(PATIENCE).until(() -> seen().equals(before.plus(2, 2, 0)));
    assertThat(probe.rows()).doesNotContain("refused");
    before = seen();
    assertThatTheNextIsTheOnlyOne();
  }

  /** Does something while a transaction is held. */
  private CompletableFuture<Outcome> held(Script script, Runnable meanwhile) {
    CompletableFuture<Outcome> outcome = probe.startHeld(script);
    try {
      meanwhile.run();
    } finally {
      probe.release(script.id());
    }
    return outcome;
  }

  private void assertIsLookedAtAgainAndAgain() {
    JsonNode half = server.client().get(IN_DOUBT).json().path(0);
    assertThat(half.path("state").asText()).isEqualTo("WAITING");
    assertThat(half.path("cause").asText()).isEqualTo("the transaction is open");
    assertThat(Duration.parse(half.path("age").asText())).isGreaterThan(IMMUNITY.multipliedBy(2));
    assertThat(half.path("attempts").asInt()).isGreaterThan(2);
  }

  /** Delivery comes later: that nothing has come yet proves nothing. */
  private void assertThatTheNextIsTheOnlyOne() {
    assertThat(probe.run(Script.of("after").withoutRow()).end()).isEqualTo(End.COMMITTED);
    assertDeliversOnly("after", 1);
  }

  private void assertDeliversOnly(String id, int messages) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(seen()).isEqualTo(before.plus(messages, 0, messages)));
    awaitNothingHalf();
    assertThat(probe.receiveAll())
        .extracting(Received::text)
        .containsExactlyElementsOf(
            IntStream.range(0, messages).mapToObj(Script.of(id)::text).toList());
    assertThat(seen()).isEqualTo(before.plus(messages, 0, messages));
  }

  private void awaitNothingHalf() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.client().get("api/queues").json())
                    .filteredOn(queue -> queue.get("name").asText().startsWith("halfway.half."))
                    .filteredOn(queue -> !queue.get("name").asText().endsWith(".control"))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(queue -> queue.get("depth").asInt() == 0));
  }

  private Seen seen() {
    return new Seen(
        Stream.of("halfway.half.0", "halfway.half.1").mapToLong(server::messagesAdded).sum(),
        server.client().get("api/transaction/half-messages").json().get("swallowed").asLong(),
        server.messagesAdded(HalfProbe.QUEUE));
  }

  /** An operator's verdict meets the lock of the open transaction's marker, as any fence does. */
  private void assertIsNotDecidedBy(String verdict) {
    String decision = "{\"verdict\":\"%s\",\"reason\":\"test\"}".formatted(verdict);
    String id = await().atMost(PATIENCE).until(this::halfMessage, found -> !found.isEmpty());
    Answer answer =
        await()
            .atMost(PATIENCE)
            .until(
                () -> server.operator().post(IN_DOUBT + "/" + id + "/resolution", decision),
                // Not found while the relay has it in its hands.
                one -> one.status() != 404);
    assertThat(answer.json().path("type").asText())
        .as(answer.text())
        .isEqualTo("urn:halfway:problem:undecided");
  }

  private String halfMessage() {
    return server.client().get(IN_DOUBT).json().path(0).path("id").asText();
  }
}
