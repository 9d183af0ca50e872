package dev.halfway.web.transaction;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.Comparison;
import dev.halfway.transaction.comparison.Comparison.State;
import dev.halfway.transaction.comparison.ComparisonRequest;
import dev.halfway.transaction.comparison.Distribution;
import dev.halfway.transaction.comparison.Distribution.Point;
import dev.halfway.transaction.comparison.Integrity;
import dev.halfway.transaction.comparison.ModeResult;
import dev.halfway.transaction.comparison.ModeResult.ForcedWrites;
import dev.halfway.transaction.comparison.ModeResult.LocksInDoubt;
import dev.halfway.transaction.comparison.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Comparisons with figures that are easy to find again. */
final class Reports {

  static final UUID ID = UUID.fromString("6a0e7f0b-3c41-4a0e-9f0e-2d0c7a1a5b77");
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30Z");

  private Reports() {}

  static Comparison comparison(@Nullable Report report) {
    return new Comparison(
        ID,
        new ComparisonRequest(List.of(Mode.XA, Mode.HALF), 1_000, 8, false, Map.of(), 1),
        report == null ? State.RUNNING : State.DONE,
        400,
        "round 1 of 5: XA",
        AT,
        report == null ? null : AT.plusSeconds(60),
        report,
        null,
        "ada");
  }

  static Report report(@Nullable String notice) {
    return new Report(
        notice,
        Map.of("database", "PostgreSQL <15>", "java", "JVM & co"),
        List.of(result(Mode.XA, 100.456), result(Mode.HALF, 200)));
  }

  static ModeResult result(Mode mode, double perSecond) {
    return new ModeResult(
        mode,
        1_000,
        1,
        2,
        "broken",
        perSecond,
        List.of(perSecond, perSecond),
        distribution(1.234),
        distribution(10),
        new LocksInDoubt(3.006, 40),
        new ForcedWrites(1.5, 0.75, 2.25),
        new Integrity(1_400, 3, 4, 5, 6),
        Map.of());
  }

  static Distribution distribution(double p50) {
    return new Distribution(
        p50,
        p50 * 2,
        p50 * 3,
        p50 * 4,
        List.of(new Point(0, p50 / 2), new Point(50, p50), new Point(100, p50 * 4)));
  }
}
