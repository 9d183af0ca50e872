package dev.halfway.portability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.half.probe.Demarcation;
import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.half.probe.Way;
import dev.halfway.portability.orders.OrderChecker;
import dev.halfway.portability.orders.OrderConsumer;
import dev.halfway.server.AppServer;
import dev.halfway.tag.Portability;
import dev.halfway.tag.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What holds on every server: the adapter, a broker outside the server, PostgreSQL. */
@Portability
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerAcceptanceTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String name = getClass().getSimpleName();
  private final FaultPoints points = FaultPoints.named(name + "-points");
  private final FaultPoint relaying =
      points.at("dev.halfway.ra.broker.LaneReceiver", "take", Where.ENTRY);
  private final Postgres database = Postgres.start();
  private final RemoteArtemis broker =
      RemoteArtemis.fresh(name + "-broker", HalfProbe.QUEUE, OrderConsumer.QUEUE).start();
  private AppServer server;
  private HalfProbe probe;

  /** A server that was never started; its adapter has one lane. */
  abstract AppServer server(
      String name, RemoteArtemis broker, Postgres database, List<String> javaOptions);

  /** The probe in a server that was just started for the first time. */
  HalfProbe probeIn(AppServer server) {
    return HalfProbe.of(server.client()).withTables();
  }

  @BeforeAll
  void start() {
    server = server(name, broker, database, points.javaOptions());
    server.start();
    probe = probeIn(server);
  }

  @AfterAll
  void stop() {
    points.close();
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

  @Test
  void aCheckerIsAskedWhatBecameOfATransaction() {
    assertThat(order("refused-order", "jms/Orders", "&refused")).isFalse();
    assertThat(order("checked-order", "jms/Orders", "")).isTrue();

    assertThat(received(1)).containsExactly("checked-order#0");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(inDoubt()).as("the refused one is swallowed").isEmpty());
    assertThat(received(0)).isEmpty();
  }

  @Test
  void anOperatorSeesWhatNobodyKnowsAndSettlesIt() {
    assertThat(order(OrderChecker.UNKNOWN + "-order", "jms/Orders", "")).isTrue();

    await().atMost(PATIENCE).until(() -> inDoubt().size() == 1);
    assertThat(
            server.client().post("probe/in-doubt?verdict=COMMIT&id=" + inDoubt().get(0), "").text())
        .isEqualTo("DELIVERED");

    assertThat(received(1)).containsExactly(OrderChecker.UNKNOWN + "-order#0");
    assertThat(inDoubt()).isEmpty();
  }

  @Test
  void aMessageDrivenBeanSendsInTheTransactionOfItsMessage() {
    broker.queues().send(OrderConsumer.QUEUE, HalfProbe.QUEUE, OrderConsumer.FAILS + "-order");
    broker.queues().send(OrderConsumer.QUEUE, HalfProbe.QUEUE, "consumed-order");

    assertThat(received(2))
        .containsExactlyInAnyOrder(OrderConsumer.FAILS + "-order#0", "consumed-order#0");
    assertThat(probe.rows()).contains(OrderConsumer.FAILS + "-order", "consumed-order");
  }

  @Test
  void aCommitThatWaitsForDeliveryReturnsWhenTheMessageIsThere() {
    relaying.block();
    relaying.awaitReached();

    CompletableFuture<Boolean> commit =
        CompletableFuture.supplyAsync(
            () -> order("waiting-order", "jms/Waiting", ""), task -> new Thread(task).start());
    await().atMost(PATIENCE).until(() -> probe.rows().contains("waiting-order"));
    await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> !commit.isDone());
    relaying.release();

    assertThat(commit).succeedsWithin(PATIENCE).isEqualTo(true);
    assertThat(broker.queues().browse(HalfProbe.QUEUE)).hasSize(1);
    assertThat(received(1)).containsExactly("waiting-order#0");
  }

  /** Whether it has committed. */
  private boolean order(String id, String factory, String more) {
    Answer answer =
        server
            .client()
            .post(
                "probe/orders?queue=%s&id=%s&factory=%s%s"
                    .formatted(HalfProbe.QUEUE, id, factory, more),
                "");
    assertThat(answer.status()).as(answer.text()).isIn(200, 409);
    return answer.status() == 200;
  }

  private List<String> inDoubt() {
    Answer answer = server.client().get("probe/in-doubt");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.json().forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private void assertDelivered(Script... scripts) {
    List<String> expected =
        Arrays.stream(scripts)
            .flatMap(one -> IntStream.range(0, one.messages()).mapToObj(one::text))
            .toList();
    assertThat(received(expected.size())).containsExactlyElementsOf(expected);
    assertThat(probe.rows()).containsAll(Arrays.stream(scripts).map(Script::id).toList());
  }

  /** Waits for so many, and for what comes beyond. */
  private List<String> received(int count) {
    List<String> texts = new ArrayList<>();
    await()
        .atMost(PATIENCE)
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
