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
import dev.halfway.half.probe.Script;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The server dies at any step, with others in flight: nothing is lost, invented or repeated. */
class KilledTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final FaultPoints POINTS = FaultPoints.named("killed-points");

  /** Where a lane is stopped before it receives, so that its next batch is a large one. */
  private static final FaultPoint LANE =
      POINTS.at("dev.halfway.ra.broker.LaneReceiver", "take", Where.ENTRY);

  private static final Map<Step, FaultPoint> STEPS =
      Arrays.stream(Step.values()).collect(toMap(Function.identity(), step -> step.in(POINTS)));

  private static final Ledger LEDGER = new Ledger();

  private static Postgres postgres;
  private static ServerProcess server;
  private static HalfProbe probe;
  private static Reconciliation reconciliation;

  @BeforeAll
  static void configure() {
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put("halfway.half.lanes", "1");
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    server = ServerProcess.fresh("killed", settings).javaOptions(POINTS.javaOptions()).start();
    probe = HalfProbe.deployTo(server);
    reconciliation = new Reconciliation(postgres.dataSource(), LEDGER);
  }

  @BeforeEach
  void start() {
    if (!server.isAlive()) {
      server.start();
      probe.awaitReady();
    }
  }

  @AfterAll
  static void stop() {
    POINTS.close();
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

  private static void assertKeptTogether(Step step) {
    assertThat(LEDGER.run(probe, Script.of(step + "-before"))).isEqualTo(Told.COMMITTED);
    LANE.block();
    LANE.awaitReached();
    List<CompletableFuture<Told>> held =
        Stream.of(Hold.WORKED, Hold.PREPARED, Hold.COMMITTED)
            .map(hold -> Script.of(step + "-" + hold).holding(hold).messages(2))
            .map(script -> LEDGER.startHeld(probe, script))
            .toList();
    for (int i = 0; i < 5; i++) {
      assertThat(LEDGER.run(probe, Script.of(step + "-done-" + i).messages(3)))
          .isEqualTo(Told.COMMITTED);
    }
    LEDGER.run(probe, Script.of(step + "-refused").ending(Ending.DEFERRED_VIOLATION).messages(2));
    FaultPoint point = requireNonNull(STEPS.get(step));
    step.arm(point);

    List<CompletableFuture<Told>> victims = List.of();
    if (step.isInRelay()) {
      LANE.release();
    } else {
      victims =
          IntStream.range(0, Step.VICTIMS)
              .mapToObj(i -> LEDGER.start(probe, Script.of(step + "-victim-" + i).messages(2)))
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
    reconciliation.settle(server.client(), probe);
  }

  private static void die(Step step, FaultPoint point, List<CompletableFuture<Told>> victims) {
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
