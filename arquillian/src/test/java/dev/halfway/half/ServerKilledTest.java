package dev.halfway.half;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.database.Postgres;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.server.AppServer;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The server dies at any step, with others in flight: nothing is lost, invented or repeated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServerKilledTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String name = getClass().getSimpleName();
  private final FaultPoints points = FaultPoints.named(name + "-points");

  /** Where a lane is stopped before it receives, so that its next batch is a large one. */
  private final FaultPoint lane =
      points.at("dev.halfway.ra.broker.LaneReceiver", "take", Where.ENTRY);

  private final Map<Step, FaultPoint> steps =
      Arrays.stream(Step.values()).collect(toMap(Function.identity(), step -> step.in(points)));

  private final Ledger ledger = new Ledger();
  private final Postgres postgres = Postgres.start();
  private final Reconciliation reconciliation = new Reconciliation(postgres.dataSource(), ledger);
  private AppServer server;
  private HalfProbe probe;

  /**
   * A server that was never started. Its adapter has one lane, an immunity of a second and a check
   * interval of 200 milliseconds.
   */
  protected abstract AppServer server(String name, Postgres database, List<String> javaOptions);

  /** The probe in a server that was just started for the first time. */
  protected abstract HalfProbe probeIn(AppServer server);

  /** Where a transaction waits while the server is killed. */
  protected abstract List<Hold> holds();

  /** What the broker has of half messages. */
  protected abstract HalfMessagesLeft left(AppServer server);

  /** Takes all messages of the probe's queue. */
  protected abstract List<Received> received(HalfProbe probe);

  @BeforeAll
  void configure() {
    server = server(name, postgres, points.javaOptions());
    server.start();
    probe = probeIn(server);
  }

  @BeforeEach
  void start() {
    if (!server.isAlive()) {
      server.start();
      probe.awaitReady();
    }
  }

  @AfterAll
  void stop() {
    points.close();
    server.close();
    postgres.close();
  }

  /** Before the database has committed, and after that. */
  @ParameterizedTest
  @EnumSource(names = {"PREPARED", "FORWARDED"})
  void keepsRowsAndMessagesTogether(Step step) {
    assertKeptTogether(step);
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PREPARED", "FORWARDED"})
  void keepsRowsAndMessagesTogetherAtEveryOtherStep(Step step) {
    assertKeptTogether(step);
  }

  private void assertKeptTogether(Step step) {
    assertThat(ledger.run(probe, Script.of(step + "-before"))).isEqualTo(Told.COMMITTED);
    lane.block();
    lane.awaitReached();
    List<CompletableFuture<Told>> held =
        holds().stream()
            .map(hold -> Script.of(step + "-" + hold).holding(hold).messages(2))
            .map(script -> ledger.startHeld(probe, script))
            .toList();
    for (int i = 0; i < 5; i++) {
      assertThat(ledger.run(probe, Script.of(step + "-done-" + i).messages(3)))
          .isEqualTo(Told.COMMITTED);
    }
    ledger.run(probe, Script.of(step + "-refused").ending(Ending.DEFERRED_VIOLATION).messages(2));
    FaultPoint point = requireNonNull(steps.get(step));
    step.arm(point);

    List<CompletableFuture<Told>> victims = List.of();
    if (step.isInRelay()) {
      lane.release();
    } else {
      victims =
          IntStream.range(0, Step.VICTIMS)
              .mapToObj(i -> ledger.start(probe, Script.of(step + "-victim-" + i).messages(2)))
              .toList();
    }
    die(step, point, victims);
    assertThat(held).extracting(CompletableFuture::join).containsOnly(Told.NOTHING);

    assertThat(point.hits()).as("threads that came to the step").isPositive();
    server.start();
    probe.awaitReady();
    if (!step.isInRelay()) {
      assertThat(reconciliation.rows())
          .as("rows of those that died there")
          .filteredOn(id -> id.startsWith(step + "-victim-"))
          .hasSize(step.rows());
    }
    reconciliation.settle(left(server), () -> received(probe));
  }

  private void die(Step step, FaultPoint point, List<CompletableFuture<Told>> victims) {
    if (step.isKilled()) {
      point.awaitReached();
      await("the others have gone on")
          .atMost(PATIENCE)
          .until(() -> victims.stream().filter(one -> !one.isDone()).count() <= 1);
      server.kill();
    }
    assertThat(server.awaitEnd()).isEqualTo(137);
  }
}
