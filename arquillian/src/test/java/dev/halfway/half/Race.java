package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Script;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One transaction of {@link RaceLab}, and what the relays do meanwhile. */
final class Race {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RaceLab lab;
  private final Matrix matrix;
  private final Script script;
  private final String what;
  private final int looksBefore;
  private final int fencesBefore;
  private final int standingBefore;
  private Matrix.@Nullable Line line;

  /**
   * Not started yet.
   *
   * @param matrix gets a line of it in the end
   * @param what happens
   */
  Race(RaceLab lab, Matrix matrix, String name, String what) {
    this.lab = lab;
    this.matrix = matrix;
    this.script = Script.of(name);
    this.what = what;
    this.looksBefore = lab.looks();
    this.fencesBefore = lab.fences();
    this.standingBefore = lab.database().fences();
  }

  String id() {
    return script.id();
  }

  /** Starts it; when this returns, the half message is durable and the COMMIT not sent. */
  CompletableFuture<Outcome> startHeld(boolean commits) {
    return lab.probe()
        .startHeld(
            script
                .holding(Hold.PREPARED)
                .ending(commits ? Ending.COMMIT : Ending.DEFERRED_VIOLATION));
  }

  CompletableFuture<Outcome> start() {
    return lab.probe().start(script);
  }

  void release() {
    lab.probe().release(script.id());
  }

  int looks() {
    return lab.looks() - looksBefore;
  }

  int fences() {
    return lab.fences() - fencesBefore;
  }

  /** Waits until relays have looked so often, and fails if they decide before. */
  void awaitLooks(int count) {
    awaitUndecided("looks", this::looks, count);
  }

  /** Waits until relays have tried so many fences, and fails if they decide before. */
  void awaitFences(int count) {
    awaitUndecided("fences", this::fences, count);
  }

  private void awaitUndecided(String what, IntSupplier counted, int count) {
    await(count + " " + what)
        .atMost(PATIENCE)
        .until(() -> counted.getAsInt() >= count || (looks() > 0 && lab.nothingIsUndecided()));
    assertThat(counted.getAsInt()).as(what + " until it was decided").isGreaterThanOrEqualTo(count);
  }

  void awaitDelivered() {
    await("delivery").atMost(PATIENCE).until(() -> lab.delivered(script.id()) > 0);
  }

  void awaitFenceStands() {
    await("fence").atMost(PATIENCE).until(() -> lab.database().fences() == standingBefore + 1);
  }

  void assertUndecided() {
    assertThat(lab.delivered(script.id())).isZero();
    assertThat(lab.database().fences()).as("fences that stand").isEqualTo(standingBefore);
  }

  /** Waits until nothing can come any more, and says what has. */
  void judge(boolean row) {
    Matrix.Line line = line();
    assertThat(line.row()).as("row").isEqualTo(row);
    assertThat(line.verdict()).as(matrix.toString()).isEqualTo("ok");
  }

  /** Waits until nothing can come any more, and notes what has; only once. */
  Matrix.Line line() {
    Matrix.Line known = line;
    if (known == null) {
      boolean settled = lab.awaitSettled();
      known =
          new Matrix.Line(
              script.id(),
              what,
              looks(),
              fences(),
              lab.database().hasRow(script.id()),
              lab.delivered(script.id()),
              settled);
      matrix.add(known);
      line = known;
    }
    return known;
  }
}
