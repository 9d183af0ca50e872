package dev.halfway.transaction.comparison;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.ModeResult.ForcedWrites;
import dev.halfway.transaction.comparison.ModeResult.LocksInDoubt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What has been measured of one mode so far. */
final class Tally {

  private final Mode mode;
  private final String customers;
  private final List<Round> rounds = new ArrayList<>();
  private final Map<FaultPoint, FaultCount> faults = new EnumMap<>(FaultPoint.class);
  private @Nullable LocksInDoubt locksInDoubt;
  private @Nullable ForcedWrites forcedWrites;

  /**
   * Nothing yet.
   *
   * @param customers what the names of its customers begin with
   */
  Tally(Mode mode, String customers) {
    this.mode = mode;
    this.customers = customers;
  }

  Mode mode() {
    return mode;
  }

  String customers() {
    return customers;
  }

  /** Its customers, as LIKE takes them. */
  String pattern() {
    return customers + "%";
  }

  void add(Round round) {
    rounds.add(round);
  }

  void add(Map<FaultPoint, FaultCount> counts) {
    counts.forEach((point, count) -> faults.merge(point, count, FaultCount::plus));
  }

  void counted(@Nullable LocksInDoubt locks, ForcedWrites writes) {
    locksInDoubt = locks;
    forcedWrites = writes;
  }

  /** The measured orders that their callers were told of. */
  Set<UUID> promised() {
    Set<UUID> promised = new HashSet<>();
    rounds.forEach(round -> promised.addAll(round.answered().keySet()));
    return promised;
  }

  /**
   * What has come of it.
   *
   * @param completed when each order had its last effect
   */
  ModeResult result(Map<UUID, Instant> completed, Integrity integrity) {
    Histogram latency = Round.histogram();
    Histogram consistency = Round.histogram();
    double seconds = 0;
    for (Round round : rounds) {
      latency.add(round.latency());
      seconds += round.seconds();
      round
          .answered()
          .forEach(
              (order, answered) -> {
                Instant last = completed.get(order);
                if (last != null) {
                  consistency.recordValue(
                      Math.min(
                          consistency.getHighestTrackableValue(),
                          Math.max(0, Duration.between(answered, last).toNanos() / 1_000)));
                }
              });
    }
    int accepted = rounds.stream().mapToInt(Round::accepted).sum();
    return new ModeResult(
        mode,
        accepted,
        rounds.stream().mapToInt(Round::refused).sum(),
        rounds.stream().mapToInt(Round::failed).sum(),
        rounds.stream().map(Round::firstFailure).filter(Objects::nonNull).findFirst().orElse(null),
        accepted / seconds,
        rounds.stream().map(Round::ordersPerSecond).toList(),
        Distribution.of(latency),
        Distribution.of(consistency),
        locksInDoubt,
        forcedWrites,
        integrity,
        faults);
  }
}
