package dev.halfway.web.transaction;

import static dev.halfway.broker.Figures.rounded;

import dev.halfway.broker.Figures;
import dev.halfway.transaction.comparison.Comparison;
import dev.halfway.transaction.comparison.Distribution;
import dev.halfway.transaction.comparison.FaultCount;
import dev.halfway.transaction.comparison.FaultPoint;
import dev.halfway.transaction.comparison.ModeResult;
import dev.halfway.transaction.comparison.ModeResult.ForcedWrites;
import dev.halfway.transaction.comparison.ModeResult.LocksInDoubt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A comparison, as clients see it.
 *
 * @param placed orders so far, those to warm up and to count included
 * @param total all orders there will be
 * @param step what is being done, in words
 * @param faults how probable failures were, by fault point; absent where none was
 * @param seed of the faults
 * @param failure why it has ended without a result
 * @param startedBy an account, or {@code anonymous@} and an address
 * @param notice why the figures say nothing about speed; absent where they do
 * @param settings what the figures depend on
 * @param results by mode; absent until it is done
 */
@Schema(name = "Comparison")
public record ComparisonView(
    UUID id,
    Comparison.State state,
    List<String> modes,
    int orders,
    int concurrency,
    @Nullable Map<String, Double> faults,
    @Nullable Long seed,
    int placed,
    int total,
    String step,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String failure,
    @Nullable String startedBy,
    @Nullable String notice,
    @Nullable Map<String, String> settings,
    @Nullable List<Result> results) {

  /**
   * What was found of one mode.
   *
   * @param accepted measured orders that were answered with success
   * @param refused by the business
   * @param failed answered with an error, whatever became of them
   * @param perRound orders per second in each measured round
   * @param p50 milliseconds from call to answer, and so on
   * @param consistency milliseconds from answer to the last effect
   * @param locksInDoubt of the database, in milliseconds; absent where it does not tell
   * @param forcedWrites per order, until its message can be consumed; absent where not counted
   * @param checked orders that were there in the end, those not measured included
   * @param lost promised and not there, or without some effect, and nothing on its way
   * @param phantom orders that were not there and had an effect
   * @param duplicate effects beyond the first of an order in a system
   * @param undecided without some effect, and something still on its way or in doubt
   * @param faults what became of the fault points; absent where none could fail
   */
  @Schema(name = "ComparisonResult")
  public record Result(
      String mode,
      int accepted,
      int refused,
      int failed,
      @Nullable String firstFailure,
      double ordersPerSecond,
      List<Double> perRound,
      double p50,
      double p95,
      double p99,
      double max,
      Consistency consistency,
      @Nullable LocksInDoubt locksInDoubt,
      @Nullable Forced forcedWrites,
      int checked,
      int lost,
      int phantom,
      int duplicate,
      int undecided,
      @Nullable Map<String, FaultCount> faults) {

    static Result of(ModeResult result) {
      return new Result(
          ModeNames.of(result.mode()),
          result.accepted(),
          result.refused(),
          result.failed(),
          result.firstFailure(),
          rounded(result.ordersPerSecond()),
          result.perRound().stream().map(Figures::rounded).toList(),
          rounded(result.latency().p50()),
          rounded(result.latency().p95()),
          rounded(result.latency().p99()),
          rounded(result.latency().max()),
          Consistency.of(result.consistency()),
          result.locksInDoubt() == null
              ? null
              : new LocksInDoubt(
                  rounded(result.locksInDoubt().meanMillis()),
                  rounded(result.locksInDoubt().longestMillis())),
          result.forcedWrites() == null ? null : Forced.of(result.forcedWrites()),
          result.integrity().orders(),
          result.integrity().lost(),
          result.integrity().phantom(),
          result.integrity().duplicate(),
          result.integrity().undecided(),
          byName(result.faults()));
    }
  }

  /** Milliseconds. */
  public record Consistency(double p50, double p95, double p99, double max) {
    static Consistency of(Distribution times) {
      return new Consistency(
          rounded(times.p50()), rounded(times.p95()), rounded(times.p99()), rounded(times.max()));
    }
  }

  /**
   * Forced writes per order.
   *
   * @param broker absent where the broker is outside the server
   * @param database absent where it does not tell
   */
  @Schema(name = "ForcedWrites")
  public record Forced(@Nullable Double broker, double transactionLog, @Nullable Double database) {
    static Forced of(ForcedWrites writes) {
      return new Forced(
          writes.broker() == null ? null : rounded(writes.broker()),
          rounded(writes.transactionLog()),
          writes.database() == null ? null : rounded(writes.database()));
    }
  }

  static ComparisonView of(Comparison comparison) {
    return new ComparisonView(
        comparison.id(),
        comparison.state(),
        comparison.request().modes().stream().map(ModeNames::of).toList(),
        comparison.request().orders(),
        comparison.request().concurrency(),
        byName(comparison.request().faults()),
        comparison.request().faults().isEmpty() ? null : comparison.request().seed(),
        comparison.placed(),
        comparison.request().total(),
        comparison.step(),
        comparison.startedAt(),
        comparison.finishedAt(),
        comparison.failure(),
        comparison.startedBy(),
        comparison.report() == null ? null : comparison.report().notice(),
        comparison.report() == null ? null : new TreeMap<>(comparison.report().settings()),
        comparison.report() == null
            ? null
            : comparison.report().results().stream().map(Result::of).toList());
  }

  private static <T> @Nullable Map<String, T> byName(Map<FaultPoint, T> points) {
    if (points.isEmpty()) {
      return null;
    }
    Map<String, T> named = new TreeMap<>();
    points.forEach((point, value) -> named.put(point.id(), value));
    return named;
  }
}
