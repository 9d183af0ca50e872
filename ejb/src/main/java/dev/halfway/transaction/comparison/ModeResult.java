package dev.halfway.transaction.comparison;

import dev.halfway.transaction.Mode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one mode.
 *
 * @param accepted orders of the measured rounds that were answered with success
 * @param refused by the business
 * @param failed answered with an error, whatever became of them
 * @param firstFailure the first of these errors in words; null where there was none
 * @param ordersPerSecond accepted orders over the time of all measured rounds
 * @param perRound the same of each measured round, in their order
 * @param latency from call to answer, of accepted orders
 * @param consistency from answer to the last effect, of accepted orders that have all effects
 * @param locksInDoubt how long the database held locks of prepared transactions; null where the
 *     database does not tell
 * @param forcedWrites counted in a round of its own; null where they cannot be counted
 * @param integrity what was there at the end of all rounds
 * @param faults what became of the fault points that could fail
 */
public record ModeResult(
    Mode mode,
    int accepted,
    int refused,
    int failed,
    @Nullable String firstFailure,
    double ordersPerSecond,
    List<Double> perRound,
    Distribution latency,
    Distribution consistency,
    @Nullable LocksInDoubt locksInDoubt,
    @Nullable ForcedWrites forcedWrites,
    Integrity integrity,
    Map<FaultPoint, FaultCount> faults) {

  /**
   * Locks of transactions that were prepared and neither committed nor rolled back.
   *
   * @param meanMillis per order: the mean number in doubt over the rate of orders (Little's law)
   * @param longestMillis the longest that was seen
   */
  public record LocksInDoubt(double meanMillis, double longestMillis) {}

  /**
   * Forced writes per order, by whoever forces them.
   *
   * @param broker of the broker's journal; null where the broker is outside the server
   * @param transactionLog of the transaction manager
   * @param database of the database's log; null where it does not tell
   */
  public record ForcedWrites(
      @Nullable Double broker, double transactionLog, @Nullable Double database) {}
}
