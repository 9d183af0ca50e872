package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope.Settlement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a relay asks further than the marker store, and what it makes of the answers. */
class RelayCheckTest {

  private final Bench bench = new Bench();

  @Test
  void onlyWaitingQueuesAreAskedAbout() throws Exception {
    bench.add(1);
    Relay<Integer> lane = bench.relay(false);

    lane.round();

    assertThat(bench.fenced).isEmpty();
    assertThat(bench.setAside).containsExactly(1);
    assertThat(bench.state(1).due()).isEqualTo(Bench.EPOCH + 6_000);
  }

  @Test
  void fenceIsSetWhenTheImmunityTimeIsOverAndTheMessageSwallowed() throws Exception {
    bench.add(1);
    Relay<Integer> waiting = bench.relay(true);

    waiting.round();
    bench.time += 5_999;
    assertThat(waiting.round()).isZero();
    assertThat(bench.fenced).isEmpty();
    bench.time += 1;
    waiting.round();

    assertThat(bench.fenced).containsExactly(1);
    assertThat(bench.forwarded).isEmpty();
    assertThat(bench.left()).isZero();
  }

  @Test
  void fenceThatMeetsACommittedRowForwards() throws Exception {
    bench.add(1);
    bench.fences.put(1, Marker.COMMITTED);
    Relay<Integer> waiting = bench.relay(true);

    waiting.round();
    bench.time += 6_000;
    waiting.round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void openTransactionIsAskedAboutAgainForEverAndNeverParked() throws Exception {
    bench.add(1);
    bench.fences.put(1, Marker.LOCKED);
    Relay<Integer> waiting = bench.relay(true);

    for (int i = 0; i < 200; i++) {
      waiting.round();
      bench.time += 310_000;
    }

    assertThat(bench.fenced).hasSizeGreaterThan(100);
    assertThat(bench.parked).isEmpty();
    assertThat(bench.state(1).checks()).isZero();
    assertThat(bench.left()).isEqualTo(1);
  }

  @Test
  void fenceOfUnknownOutcomeDecidesNothing() throws Exception {
    bench.add(1);
    bench.fenceFailures.add(new Unavailable("answer lost"));
    Relay<Integer> waiting = bench.relay(true);

    waiting.round();
    bench.time += 6_000;
    waiting.round();

    assertThat(bench.fenced).containsExactly(1);
    assertThat(bench.left()).isEqualTo(1);
    assertThat(bench.state(1).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(bench.state(1).checks()).isZero();
  }

  @Test
  void fencesThatTakeLongLeaveTheRestForTheNextRound() throws Exception {
    bench.add(1, 2, 3, 4, 5);
    for (int number = 1; number <= 5; number++) {
      bench.fences.put(number, Marker.LOCKED);
    }
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    bench.time += 6_000;
    bench.asking = 1_600;

    waiting.round();
    assertThat(bench.fenced).containsExactly(1, 2);
    waiting.round();
    assertThat(bench.fenced).containsExactly(1, 2, 3, 4);
    waiting.round();

    assertThat(bench.fenced).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void relayThatWasStartedAnewCountsTheImmunityTimeAnew() throws Exception {
    bench.add(1);
    bench.relay(true, Some.OTHER).round();
    bench.time += 6_000;
    Relay<Integer> restarted = bench.relay(true, Some.SELF);

    restarted.round();
    assertThat(bench.fenced).isEmpty();
    bench.time += 6_000;
    restarted.round();

    assertThat(bench.fenced).containsExactly(1);
  }

  /** However long it was open: what its database does not show yet it may show in a moment. */
  @Test
  void immunityOfATransactionThatIsOpenHereBeginsWithItsEnd() throws Exception {
    bench.addChecked(1);
    bench.open.add(1);
    Relay<Integer> waiting = bench.relay(true);
    for (int i = 0; i < 5; i++) {
      waiting.round();
      bench.time += 310_000;
    }
    bench.open.remove(1);
    bench.ended.add(1);
    bench.answers.add(Verdict.ROLLBACK);

    waiting.round();
    assertThat(bench.answers).isEmpty();
    assertThat(bench.left()).isEqualTo(1);
    bench.time += 5_999;
    bench.answers.add(Verdict.ROLLBACK);
    waiting.round();
    assertThat(bench.left()).isEqualTo(1);
    bench.time += 6_000;
    bench.answers.add(Verdict.ROLLBACK);
    waiting.round();

    assertThat(bench.left()).isZero();
    assertThat(bench.forwarded).isEmpty();
  }

  @Test
  void twoRelaysThatTakeAMessageInTurnDoNotKeepEachOtherFromAsking() throws Exception {
    bench.add(1);
    Relay<Integer> one = bench.relay(true, Some.SELF);
    Relay<Integer> other = bench.relay(true, Some.OTHER);

    for (int i = 0; i < 4; i++) {
      one.round();
      bench.time += 6_500;
      other.round();
      bench.time += 6_500;
    }

    assertThat(bench.fenced).containsExactly(1);
  }

  @Test
  void checkerIsAskedAtOnceWhenItsTransactionHasEndedHere() throws Exception {
    bench.addChecked(1);
    bench.ended.add(1);
    bench.answers.add(Verdict.COMMIT);

    bench.relay(true).round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void whatLeavesItsLaneToBeAskedAboutIsNotSettledByThat() throws Exception {
    bench.addChecked(1);
    bench.ended.add(1);

    bench.relay(false).round();

    assertThat(bench.setAside).containsExactly(1);
    assertThat(bench.settled).containsExactly("1 asked");
  }

  @Test
  void checkerThatSaysRollbackTooEarlyIsAskedAgain() throws Exception {
    bench.addChecked(1);
    bench.ended.add(1);
    bench.answers.add(Verdict.ROLLBACK);
    bench.answers.add(Verdict.COMMIT);
    Relay<Integer> waiting = bench.relay(true);

    waiting.round();
    assertThat(bench.left()).isEqualTo(1);
    bench.time += 6_000;
    waiting.round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void checkerIsTakenAtWhatItKnewWhenItWasAskedNotWhenItAnswered() throws Exception {
    RetryState seenJustNow =
        Some.retryState(Bench.EPOCH, 0, 0, Some.SELF, bench.time, Verdict.UNKNOWN);
    bench.add(Some.envelope(1, Settlement.CHECKER, Some.DESTINATION, seenJustNow));
    bench.ended.add(1);
    bench.answers.add(Verdict.ROLLBACK);
    bench.answers.add(Verdict.COMMIT);
    bench.asking = 10_000;
    Relay<Integer> waiting = bench.relay(true);

    waiting.round();
    assertThat(bench.left()).isEqualTo(1);
    bench.time += 10_000;
    waiting.round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void checkerThatIsNotThereIsWaitedForWithoutEnd() throws Exception {
    bench.addChecked(1);
    Relay<Integer> waiting = bench.relay(true);

    for (int i = 0; i < 100; i++) {
      waiting.round();
      bench.time += 310_000;
    }

    assertThat(bench.parked).isEmpty();
    assertThat(bench.state(1).cause()).isEqualTo("no TransactionChecker of group group is active");
  }

  @Test
  void checkerThatNeverKnowsHasItsMessageParked() throws Exception {
    bench.addChecked(1);
    Relay<Integer> waiting = bench.relay(true);

    for (int i = 0; i < 16; i++) {
      bench.answers.add(Verdict.UNKNOWN);
      waiting.round();
      bench.time += 310_000;
    }

    assertThat(bench.parked).containsExactly(1);
    assertThat(bench.state(1).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void storeIsNotAskedAboutTransactionsWithoutMarker() throws Exception {
    bench.addChecked(1);
    bench.onRead =
        () -> {
          throw new AssertionError("asked");
        };

    bench.relay(false).round();

    assertThat(bench.setAside).containsExactly(1);
  }

  @Test
  void laneWaitsAWhileForATransactionOfItsOwnProcess() throws Exception {
    bench.addCommitted(1);
    bench.add(2);
    bench.open.add(2);
    Relay<Integer> lane = bench.relay(false);

    lane.round();

    assertThat(bench.time).isEqualTo(500);
    assertThat(bench.forwarded).containsExactly(1);
    assertThat(bench.setAside).containsExactly(2);
    assertThat(bench.settled).containsExactly("1 delivered", "2 not delivered");
  }

  @Test
  void laneLooksForTheMarkerAfterItHasWaitedNotBefore() throws Exception {
    bench.add(1);
    bench.onAwait = () -> bench.rows.put(1, Marker.COMMITTED);

    bench.relay(false).round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void outageOfTheStoreInAWaitingQueueCostsNoCheck() throws Exception {
    bench.add(1);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    for (int i = 0; i < 20; i++) {
      bench.time += 6_000;
      bench.readFailures.add(new Unavailable("down"));
      assertThatThrownBy(waiting::round).isInstanceOf(Unavailable.class);
    }

    assertThat(bench.state(1).checks()).isZero();
    assertThat(bench.state(1).attempts()).isZero();
  }

  @Test
  void messageSetAsideByAClockThatWasWrongIsNotForgottenForYears() throws Exception {
    bench.add(1);
    bench.clockError = TimeUnit.DAYS.toMillis(10_000);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    bench.clockError = 0;
    bench.rows.put(1, Marker.COMMITTED);

    waiting.round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  /** As it happens when two relays of a queue take turns whose clocks disagree (seed 521410). */
  @Test
  void looksThatComeBeforeTheIntervalIsOverUseUpNoChecks() throws Exception {
    bench.addChecked(1);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    bench.time += 6_000;
    for (int i = 0; i < 40; i++) {
      bench.answers.add(Verdict.UNKNOWN);
      waiting.round();
      bench.clockError += TimeUnit.HOURS.toMillis(1);
    }
    assertThat(bench.answers).isEmpty();
    assertThat(bench.parked).isEmpty();
    assertThat(bench.state(1).checks()).isEqualTo(1);

    for (int i = 0; i < 14; i++) {
      bench.answers.add(Verdict.UNKNOWN);
      bench.time += 310_000;
      waiting.round();
    }

    assertThat(bench.parked).containsExactly(1);
  }

  @Test
  void clockThatIsSetNeitherShortensNorLengthensTheImmunityTime() throws Exception {
    bench.add(1);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    bench.clockError = TimeUnit.HOURS.toMillis(1);
    waiting.round();
    assertThat(bench.fenced).isEmpty();
    bench.time += 6_000;
    bench.clockError = -TimeUnit.HOURS.toMillis(1);
    waiting.round();

    assertThat(bench.fenced).containsExactly(1);
  }

  /** A lane does not remember when it saw what: its message carries that. */
  @Test
  void firstSightInALaneIsNow() throws Exception {
    bench.time = 77_000;
    bench.add(1);

    bench.relay(false).round();

    assertThat(bench.state(1).seen().at()).isEqualTo(77_000);
    assertThat(bench.state(1).seen().clock()).isEqualTo(Some.SELF);
  }

  @Test
  void lookBeforeTheIntervalIsHalfOverIsEarlyAndOneAfterItIsNot() throws Exception {
    bench.policy =
        new Policy(
            0,
            new ExponentialBackoff(6_000, 300_000),
            15,
            new Policy.Round(10, 500, 3_000),
            new Buckets(30));
    bench.addChecked(1);
    bench.answers.add(Verdict.UNKNOWN);
    bench.answers.add(Verdict.UNKNOWN);
    bench.answers.add(Verdict.UNKNOWN);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    assertThat(bench.state(1).checks()).isEqualTo(1);

    bench.time += 2_999;
    bench.clockError = 10_000;
    waiting.round();
    assertThat(bench.state(1).checks()).isEqualTo(1);

    bench.time += 6_000;
    bench.clockError = 10_000_000;
    waiting.round();
    assertThat(bench.state(1).checks()).isEqualTo(2);
  }

  @Test
  void everyLookInVainLengthensTheNextInterval() throws Exception {
    bench.policy =
        new Policy(
            0,
            new ExponentialBackoff(6_000, 300_000),
            15,
            new Policy.Round(10, 500, 3_000),
            new Buckets(30));
    bench.add(1);
    bench.fences.put(1, Marker.LOCKED);
    Relay<Integer> waiting = bench.relay(true);

    waiting.round();
    bench.time += 6_000;
    waiting.round();

    assertThat(bench.state(1).attempts()).isEqualTo(2);
    assertThat(bench.events.get(bench.events.size() - 1)).isEqualTo("set aside until 18000");
  }

  @Test
  void budgetForAskingIsUsedUpExactlyWhenItIs() throws Exception {
    bench.policy =
        new Policy(
            0,
            new ExponentialBackoff(6_000, 300_000),
            15,
            new Policy.Round(10, 500, 3_000),
            new Buckets(30));
    bench.asking = 3_000;
    bench.add(1, 2);

    bench.relay(true).round();

    assertThat(bench.fenced).containsExactly(1);
  }

  @Test
  void messageThatWasRefusedOnceIsTriedAgainWhenItsTimeHasCome() throws Exception {
    bench.addCommitted(1);
    bench.refused.add(1);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    waiting.round();
    waiting.round();
    assertThat(bench.setAside).containsExactly(1);
    bench.refused.clear();

    bench.time += 6_000;
    waiting.round();

    assertThat(bench.forwarded).containsExactly(1);
  }

  @Test
  void messageOfAGroupWithoutMarkerIsNeverTooOld() throws Exception {
    bench.add(Some.of(new HalfTransactionId(1, Some.id(5).uuid()), Settlement.CHECKER, null));
    bench.answers.add(Verdict.COMMIT);
    Relay<Integer> waiting = bench.relay(true);
    waiting.round();
    bench.time += 6_000;

    waiting.round();

    assertThat(bench.parked).isEmpty();
    assertThat(bench.forwarded).containsExactly(5);
  }
}
