package dev.halfway.transaction.comparison;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.Orders;
import dev.halfway.transaction.comparison.JournalWatch.Counts;
import dev.halfway.transaction.comparison.ModeResult.ForcedWrites;
import dev.halfway.transaction.comparison.ModeResult.LocksInDoubt;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one comparison: a round of each mode to warm up, then the measured rounds, each of
 * which begins with another mode, then, unless there are faults, a round of each in which forced
 * writes and locks are counted. A round begins when the effects of the last one are there.
 */
@Dependent
class ComparisonRun {

  /** Longer than recovery of two-phase commit takes, which looks every two minutes. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(6);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LOOK_EVERYWHERE = Duration.ofSeconds(2);

  /** PostgreSQL's backends report what they did after ten idle seconds at the latest. */
  private static final Duration UNTIL_REPORTED = Duration.ofSeconds(11);

  @Inject private Orders orders;
  @Inject private Reconciliation reconciliation;
  @Inject private OnItsWay onItsWay;
  @Inject private Subscriptions subscriptions;
  @Inject private Databases databases;
  @Inject private ComparisonConditions settings;
  @Inject private FaultInjection injection;
  @Resource private ManagedThreadFactory threads;

  /** Who wants to know how far it is. */
  interface Progress {
    /**
     * Something has happened.
     *
     * @param placed orders so far
     * @param step what is being done next
     */
    void at(int placed, String step);
  }

  /**
   * All of it; takes as long as it takes.
   *
   * @throws InterruptedException when it is told to stop: soon after, each order that was begun has
   *     ended
   */
  Report carryOut(UUID id, ComparisonRequest request, StopSignal stop, Progress progress)
      throws SQLException, JMSException, IOException, InterruptedException {
    Map<String, String> circumstances = settings.all();
    List<Tally> tallies = new ArrayList<>();
    for (Mode mode : request.modes()) {
      tallies.add(new Tally(mode, customers(id, mode)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(request.concurrency(), threads);
    Callers callers = new Callers(pool, request.concurrency(), stop);
    try {
      measure(request, tallies, callers, progress);
      if (request.isToCount()) {
        count(request, tallies, callers, progress);
      }
    } finally {
      pool.shutdown();
    }
    List<ModeResult> results = new ArrayList<>();
    for (Tally tally : tallies) {
      results.add(
          tally.result(
              reconciliation.completed(tally.pattern()),
              reconciliation.of(tally.pattern(), tally.promised(), !onItsWay.isAnything())));
    }
    return new Report(notice(request, circumstances), circumstances, results);
  }

  private @Nullable String notice(ComparisonRequest request, Map<String, String> circumstances)
      throws SQLException {
    return request.faults().isEmpty()
        ? databases.notDurable(circumstances)
        : "faults were injected: the figures say nothing about speed";
  }

  private static String customers(UUID id, Mode mode) {
    return "comparison-%s-%s-"
        .formatted(id.toString().substring(0, 8), mode.name().toLowerCase(Locale.ROOT));
  }

  private void measure(
      ComparisonRequest request, List<Tally> tallies, Callers callers, Progress progress)
      throws SQLException, JMSException, InterruptedException {
    int placed = 0;
    for (int number = 0; number <= ComparisonRequest.ROUNDS; number++) {
      for (int i = 0; i < tallies.size(); i++) {
        Tally tally = tallies.get((i + number) % tallies.size());
        progress.at(
            placed,
            number == 0
                ? "warming up: " + tally.mode()
                : "round %d of %d: %s".formatted(number, ComparisonRequest.ROUNDS, tally.mode()));
        Round round = round(request, tally);
        if (number == 0) {
          round.run(callers);
        } else {
          // The same luck for each mode, and another in each round.
          tally.add(
              injection.during(
                  request.faults(), request.seed() + number, () -> round.run(callers)));
          tally.add(round);
        }
        awaitEffects(tally, callers.stop());
        placed += request.perRound();
      }
    }
  }

  private Round round(ComparisonRequest request, Tally tally) {
    return new Round(tally.mode(), request.perRound(), tally.customers(), orders, injection);
  }

  /** Until all effects are there, or nothing is on its way any more that could bring them. */
  private void awaitEffects(Tally tally, StopSignal stop)
      throws SQLException, JMSException, InterruptedException {
    long start = System.nanoTime();
    long look = start + LOOK_EVERYWHERE.toNanos();
    while (reconciliation.incomplete(tally.pattern()) > 0) {
      long now = System.nanoTime();
      if (now - start > LONGEST_WAIT.toNanos()) {
        return;
      }
      if (now > look) {
        if (!onItsWay.isAnything() && !comesLate(tally, stop)) {
          return;
        }
        look = System.nanoTime() + LOOK_EVERYWHERE.toNanos();
      }
      stop.pause(POLL);
    }
  }

  /**
   * Between two places a message is in neither for a moment: nothing counts if it is seen twice.
   */
  private boolean comesLate(Tally tally, StopSignal stop)
      throws SQLException, JMSException, InterruptedException {
    int before = reconciliation.incomplete(tally.pattern());
    stop.pause(LOOK_EVERYWHERE);
    return onItsWay.isAnything() || reconciliation.incomplete(tally.pattern()) < before;
  }

  private void count(
      ComparisonRequest request, List<Tally> tallies, Callers callers, Progress progress)
      throws SQLException, JMSException, IOException, InterruptedException {
    int placed = tallies.size() * request.perRound() * (ComparisonRequest.ROUNDS + 1);
    for (Tally tally : tallies) {
      progress.at(placed, "counting forced writes: " + tally.mode());
      // What consumers do is the same for each mode, and would hide what differs.
      subscriptions.pause();
      try {
        count(request, tally, callers);
      } finally {
        subscriptions.resume();
      }
      awaitEffects(tally, callers.stop());
      placed += request.perRound();
    }
  }

  private void count(ComparisonRequest request, Tally tally, Callers callers)
      throws SQLException, JMSException, IOException, InterruptedException {
    boolean tells = databases.isPostgres();
    if (tells) {
      callers.stop().pause(UNTIL_REPORTED);
    }
    OptionalLong before = databases.forcedWrites();
    try (DoubtWatch doubt = tells ? new DoubtWatch(databases, threads).start() : null;
        JournalWatch journal = JournalWatch.start()) {
      Round round = round(request, tally).run(callers);
      int accepted = Math.max(1, round.accepted());
      @Nullable LocksInDoubt locks =
          doubt == null ? null : doubt.stop(round.seconds() * 1_000, accepted);
      awaitDelivered(callers.stop());
      Counts counts = journal.stop();
      if (tells) {
        callers.stop().pause(UNTIL_REPORTED);
      }
      OptionalLong after = databases.forcedWrites();
      tally.counted(
          locks,
          new ForcedWrites(
              counts.broker() == 0 ? null : (double) counts.broker() / accepted,
              (double) counts.transactionLog() / accepted,
              before.isPresent() && after.isPresent()
                  ? (double) (after.getAsLong() - before.getAsLong()) / accepted
                  : null));
    }
  }

  private void awaitDelivered(StopSignal stop)
      throws SQLException, JMSException, InterruptedException {
    long start = System.nanoTime();
    while (onItsWay.isUndelivered() && System.nanoTime() - start < LONGEST_WAIT.toNanos()) {
      stop.pause(POLL);
    }
  }
}
