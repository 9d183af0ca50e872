package dev.halfway.transaction.comparison;

import dev.halfway.transaction.Mode;
import java.util.List;
import java.util.Map;

/**
 * What is to be compared.
 *
 * @param modes at least one, none twice
 * @param orders how many are measured by each mode, from 1
 * @param concurrency how many callers place them, from 1
 * @param demo whether figures are wanted although the database is not durable
 * @param faults how probable it is that something fails, from 0 to 1, by fault point
 * @param seed of these faults
 */
public record ComparisonRequest(
    List<Mode> modes,
    int orders,
    int concurrency,
    boolean demo,
    Map<FaultPoint, Double> faults,
    long seed) {

  /** Measured rounds of each mode; beside them one to warm up, and one to count. */
  static final int ROUNDS = 5;

  public ComparisonRequest {
    modes = List.copyOf(modes);
    faults = Map.copyOf(faults);
  }

  /** Orders of one round. */
  int perRound() {
    return (orders + ROUNDS - 1) / ROUNDS;
  }

  /** Whether forced writes and locks are counted: of failures they would be no figures. */
  boolean isToCount() {
    return faults.isEmpty();
  }

  /** All orders, those that are not measured included. */
  public int total() {
    return modes.size() * perRound() * (ROUNDS + (isToCount() ? 2 : 1));
  }
}
