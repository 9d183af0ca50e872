package dev.halfway.transaction.comparison;

import dev.halfway.transaction.Mode;
import java.util.List;

/**
 * What is to be compared.
 *
 * @param modes at least one, none twice
 * @param orders how many are measured by each mode, from 1
 * @param concurrency how many callers place them, from 1
 * @param demo whether figures are wanted although the database is not durable
 */
public record ComparisonRequest(List<Mode> modes, int orders, int concurrency, boolean demo) {

  /** Measured rounds of each mode, and so many that are not: one to warm up, one to count. */
  static final int ROUNDS = 5;

  public ComparisonRequest {
    modes = List.copyOf(modes);
  }

  /** Orders of one round. */
  int perRound() {
    return (orders + ROUNDS - 1) / ROUNDS;
  }

  /** All orders, those that are not measured included. */
  public int total() {
    return modes.size() * perRound() * (ROUNDS + 2);
  }
}
