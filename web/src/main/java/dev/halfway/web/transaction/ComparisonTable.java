package dev.halfway.web.transaction;

import dev.halfway.web.transaction.ComparisonView.Forced;
import dev.halfway.web.transaction.ComparisonView.Result;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of a comparison as comma-separated values (RFC 4180): a line for each mode. */
final class ComparisonTable {

  private static final String HEADER =
      String.join(
          ",",
          "mode",
          "orders_per_second",
          "p50_ms",
          "p95_ms",
          "p99_ms",
          "max_ms",
          "consistency_p50_ms",
          "consistency_p99_ms",
          "locks_in_doubt_mean_ms",
          "locks_in_doubt_longest_ms",
          "forced_writes_broker",
          "forced_writes_transaction_log",
          "forced_writes_database",
          "accepted",
          "refused",
          "failed",
          "checked",
          "lost",
          "phantom",
          "duplicate",
          "undecided");

  private ComparisonTable() {}

  static String of(List<Result> results) {
    return Stream.concat(Stream.of(HEADER), results.stream().map(ComparisonTable::line))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String line(Result result) {
    @Nullable Forced forced = result.forcedWrites();
    return Stream.of(
            result.mode(),
            result.ordersPerSecond(),
            result.p50(),
            result.p95(),
            result.p99(),
            result.max(),
            result.consistency().p50(),
            result.consistency().p99(),
            result.locksInDoubt() == null ? "" : result.locksInDoubt().meanMillis(),
            result.locksInDoubt() == null ? "" : result.locksInDoubt().longestMillis(),
            forced == null ? "" : Objects.requireNonNullElse(forced.broker(), ""),
            forced == null ? "" : forced.transactionLog(),
            forced == null ? "" : Objects.requireNonNullElse(forced.database(), ""),
            result.accepted(),
            result.refused(),
            result.failed(),
            result.checked(),
            result.lost(),
            result.phantom(),
            result.duplicate(),
            result.undecided())
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
