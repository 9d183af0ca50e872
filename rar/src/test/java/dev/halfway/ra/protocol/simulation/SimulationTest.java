package dev.halfway.ra.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random schedules, a short run of them by default. More with {@code -Dsimulation.seeds=1000000},
 * beginning elsewhere with {@code -Dsimulation.first=1001}; one alone, with its story, with {@code
 * -Dsimulation.seed=4711}.
 */
class SimulationTest {

  private static final long SEEDS = Long.getLong("simulation.seeds", 1_000);
  private static final long FIRST = Long.getLong("simulation.first", 1);

  /** What came of all runs so far. */
  private static final class Tally {
    private final Set<Corner> corners = EnumSet.noneOf(Corner.class);
    private @Nullable Run failed;

    synchronized void add(Run run) {
      corners.addAll(run.corners());
      if (run.violation() != null && (failed == null || run.seed() < failed.seed())) {
        failed = run;
      }
    }

    synchronized boolean isClean() {
      return failed == null;
    }

    synchronized @Nullable Run failed() {
      return failed;
    }
  }

  @Test
  void whateverFailsNothingIsLostInventedRepeatedOrLeftUndecided() {
    Long only = Long.getLong("simulation.seed");
    if (only != null) {
      Run run = Run.of(only, Sabotage.NONE, true);
      System.out.println(run.story());
      assertThat(run.violation()).as("seed %d", only).isNull();
      return;
    }
    Tally tally = new Tally();
    long began = System.nanoTime();
    LongStream.range(FIRST, FIRST + SEEDS)
        .parallel()
        .filter(seed -> tally.isClean())
        .mapToObj(seed -> Run.of(seed, Sabotage.NONE, false))
        .forEach(tally::add);
    Run failed = tally.failed();
    if (failed != null) {
      System.out.println(Run.of(failed.seed(), Sabotage.NONE, true).story());
      throw new AssertionError("seed " + failed.seed(), failed.violation());
    }
    double perSecond = SEEDS / ((System.nanoTime() - began) / 1e9);
    System.out.printf("%d schedules, %.0f per second%n", SEEDS, perSecond);
    if (SEEDS >= 1_000) {
      assertThat(tally.corners).isEqualTo(EnumSet.allOf(Corner.class));
    }
  }

  @Test
  void theSameSeedIsTheSameRun() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(Run.of(seed, Sabotage.NONE, true).fingerprint())
          .isEqualTo(Run.of(seed, Sabotage.NONE, false).fingerprint());
    }
  }

  @Test
  void differentSeedsAreDifferentRuns() {
    long different =
        LongStream.rangeClosed(1, 20)
            .map(seed -> Run.of(seed, Sabotage.NONE, false).fingerprint())
            .distinct()
            .count();

    assertThat(different).isEqualTo(20);
  }
}
