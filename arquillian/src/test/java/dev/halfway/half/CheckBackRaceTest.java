package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.fault.CommitFault;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.tag.Thorough;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The race between a check and the end of its transaction, in every order in which the two can
 * come: one delivery if the row is there, none if it is not. Prints what came of each.
 *
 * <p>A check looks for the marker and, where there is none after the immunity time, tries a fence:
 * it inserts the same key as rolled back. The transaction's own marker was inserted before its half
 * message was durable, so whoever can check at all meets that marker or the lock on it.
 *
 * <ul>
 *   <li>(a) the transaction is open during the checks and ends later
 *   <li>(b) it ends early, and its caller is told late
 *   <li>(c) a check says rollback, and the COMMIT comes later
 *   <li>(d) nobody tells the caller how it ended
 *   <li>(e) its node is gone for longer than all checks, and returns
 * </ul>
 */
@Thorough
class CheckBackRaceTest {

  private static final String PROBE = "INTO probe ";

  private static final Matrix MATRIX = new Matrix();
  private static RaceLab lab;

  @BeforeAll
  static void start() {
    lab = new RaceLab();
  }

  @AfterAll
  @SuppressWarnings("SystemOut") // What this prints is what it is for.
  static void stop() {
    System.out.printf(
        "%n%s%n%n%s%n%n",
        MATRIX,
        "Of e1 and e2, which are one kill, looks and fences are counted together; of e4 and e5 too.");
    lab.close();
  }

  private final List<Race> races = new ArrayList<>();

  private Race race(String name, String what) {
    Race race = new Race(lab, MATRIX, name, what);
    races.add(race);
    return race;
  }

  /** Leaves nothing to the next one, and a line in any case. */
  @AfterEach
  void end() {
    lab.letGo();
    races.forEach(Race::line);
    lab.forgetParked();
  }

  // --- (a)

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ownNodeLooksWhileTheTransactionIsOpen(boolean commits) {
    lab.eachRelaysItsOwn();
    Race race = race(commits ? "a1" : "a2", "open, its own node looks; then " + end(commits));
    CompletableFuture<Outcome> caller = race.startHeld(commits);

    race.awaitLooks(RaceLab.MANY);
    race.assertUndecided();
    race.release();

    assertThat(caller.join().end()).isEqualTo(told(commits));
    race.judge(commits);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherNodeChecksWhileTheTransactionIsOpen(boolean commits) {
    lab.anotherNodeChecks();
    Race race = race(commits ? "a3" : "a4", "open, another node checks; then " + end(commits));
    CompletableFuture<Outcome> caller = race.startHeld(commits);

    race.awaitFences(RaceLab.MANY);
    race.assertUndecided();
    race.release();

    assertThat(caller.join().end()).isEqualTo(told(commits));
    race.judge(commits);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherNodeChecksWhileTheNodeOfTheTransactionStandsStill(boolean commits) {
    lab.anotherNodeChecks();
    Race race =
        race(
            commits ? "a5" : "a6",
            "open, its node stands still, another checks; then " + end(commits));
    CompletableFuture<Outcome> caller = race.startHeld(commits);
    race.awaitFences(1);

    lab.a().pause();
    try {
      race.awaitFences(race.fences() + RaceLab.MANY);
      race.assertUndecided();
    } finally {
      lab.a().resume();
    }
    race.release();

    assertThat(caller.join().end()).isEqualTo(told(commits));
    race.judge(commits);
  }

  // --- (b)

  /**
   * The last of the checks looks before the transaction ends and sets its fence after that: nothing
   * it can have seen is true any more.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transactionEndsInTheMiddleOfACheckAndItsCallerIsToldLate(boolean commits) {
    lab.anotherNodeChecks();
    Race race =
        race(
            commits ? "b1" : "b2",
            end(commits) + " in the middle of a check, the caller is told late");
    CompletableFuture<Outcome> caller = race.startHeld(commits);
    race.awaitFences(RaceLab.MANY);

    lab.fencesOfB().block();
    lab.fencesOfB().awaitReached();
    lab.completion().block();
    race.release();
    lab.completion().awaitReached();
    assertThat(lab.database().hasRow(race.id())).isEqualTo(commits);
    race.assertUndecided();
    lab.fencesOfB().release();

    assertThat(lab.awaitSettled()).isTrue();
    assertThat(lab.delivered(race.id())).isEqualTo(commits ? 1 : 0);
    assertThat(caller).isNotDone();
    lab.completion().release();
    assertThat(caller.join().end()).isEqualTo(told(commits));
    race.judge(commits);
  }

  // --- (c)
  //
  // A relay learns of a transaction by its half message, and that is durable only after the
  // marker's INSERT, which locks the key until the transaction ends. So a fence can stand before
  // the
  // COMMIT comes only where the database has ended the transaction by itself: its session was
  // terminated, timed out, or died with the database. What comes then is a COMMIT of nothing. A
  // fence that stands while its transaction is open does not exist, nor a variant with a row.

  @Test
  void theSessionWasEndedBeforeTheCommit() {
    lab.anotherNodeChecks();
    Race race = race("c1", "checked, session terminated, rollback said; then COMMIT");
    CompletableFuture<Outcome> caller = race.startHeld(true);
    race.awaitFences(RaceLab.MANY);
    race.assertUndecided();

    lab.database().endSessions();
    race.awaitFenceStands();

    commitInVain(race, caller);
  }

  @Test
  void theNodeStoodStillAndItsSessionWasEndedBeforeTheCommit() {
    lab.anotherNodeChecks();
    Race race = race("c2", "node stands still, session timed out, rollback said; then COMMIT");
    lab.database().endIdleTransactionsAfter(6);
    CompletableFuture<Outcome> caller;
    try {
      caller = race.startHeld(true);
      race.awaitFences(1);
      lab.a().pause();
      race.awaitFenceStands();
    } finally {
      lab.a().resume();
      lab.database().endNoIdleTransactions();
    }

    commitInVain(race, caller);
  }

  @Test
  void theDatabaseWasKilledBeforeTheCommit() {
    lab.anotherNodeChecks();
    Race race = race("c3", "checked, database killed and back, rollback said; then COMMIT");
    CompletableFuture<Outcome> caller = race.startHeld(true);
    race.awaitFences(RaceLab.MANY);
    race.assertUndecided();

    lab.postgres().kill();
    lab.postgres().restart();
    race.awaitFenceStands();

    commitInVain(race, caller);
  }

  private static void commitInVain(Race race, CompletableFuture<Outcome> caller) {
    assertThat(lab.awaitSettled()).isTrue();
    assertThat(caller).isNotDone();
    race.release();
    assertThat(caller.join().end()).isNotEqualTo(End.COMMITTED);
    race.judge(false);
  }

  // --- (d)

  /** The last look comes after the transaction manager has told an end that it cannot know. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theCommitOrItsReplyIsLostAndTheOwnNodeLooks(boolean arrives) {
    lab.eachRelaysItsOwn();
    Race race = race(arrives ? "d1" : "d2", "own node looks; " + lost(arrives));
    CompletableFuture<Outcome> caller = race.startHeld(true);
    race.awaitLooks(RaceLab.MANY);
    lab.looksOfA().block();
    lab.looksOfA().awaitReached();
    race.assertUndecided();

    loseCommit(race, arrives);
    assertThat(caller.join().end()).isNotEqualTo(End.COMMITTED);
    lab.looksOfA().release();

    race.judge(arrives);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theCommitOrItsReplyIsLostAndAnotherNodeChecks(boolean arrives) {
    lab.anotherNodeChecks();
    Race race = race(arrives ? "d3" : "d4", "another node checks; " + lost(arrives));
    CompletableFuture<Outcome> caller = race.startHeld(true);
    race.awaitFences(RaceLab.MANY);
    race.assertUndecided();

    loseCommit(race, arrives);

    assertThat(caller.join().end()).isNotEqualTo(End.COMMITTED);
    race.judge(arrives);
  }

  private static void loseCommit(Race race, boolean arrives) {
    int faults = lab.network().faults();
    lab.network().atNextCommit(arrives ? CommitFault.REPLY_LOST : CommitFault.LOST, PROBE);
    race.release();
    lab.network().awaitFaults(faults + 1);
  }

  @Test
  void theReplyOfTheCommitIsWithheld() {
    lab.anotherNodeChecks();
    Race race = race("d5", "another node checks; COMMIT's reply withheld");
    CompletableFuture<Outcome> caller = race.startHeld(true);
    race.awaitFences(RaceLab.MANY);
    race.assertUndecided();

    lab.network().atNextCommit(CommitFault.REPLY_WITHHELD, PROBE);
    race.release();

    race.awaitDelivered();
    assertThat(caller).isNotDone();
    lab.network().disconnect();
    assertThat(caller.join().end()).isNotEqualTo(End.COMMITTED);
    race.judge(true);
  }

  /**
   * The caller has given up, its node asks as everybody else does, and all of that is too early.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theCommitIsUnderWayForLongerThanItsCallerWaits(boolean arrives) {
    lab.eachRelaysItsOwn();
    Race race =
        race(
            arrives ? "d6" : "d7",
            "caller gave up, own node checks; COMMIT "
                + (arrives ? "arrives late" : "never arrives"));
    int faults = lab.network().faults();
    lab.network().atNextCommit(CommitFault.HELD, PROBE);
    CompletableFuture<Outcome> caller = race.start();
    lab.network().awaitFaults(faults + 1);

    assertThat(caller.join().end()).isNotEqualTo(End.COMMITTED);
    race.awaitFences(RaceLab.MANY);
    race.assertUndecided();
    assertThat(lab.database().hasOpenTransaction()).isTrue();

    endWhatIsHeld(arrives);
    race.judge(arrives);
  }

  private static void endWhatIsHeld(boolean arrives) {
    if (arrives) {
      lab.network().pass();
    } else {
      lab.network().disconnect();
    }
  }

  // --- (e)

  @Test
  void theNodeIsKilledAndAnotherTakesOver() {
    lab.eachRelaysItsOwn();
    Race there = race("e1", "node killed with the row committed, another takes over");
    CompletableFuture<Outcome> committed = commitUnseen(there);
    Race never = race("e2", "node killed, COMMIT under way, another takes over; session ended");
    CompletableFuture<Outcome> underWay = sendCommitThatIsHeld(never);

    lab.a().kill();
    assertThat(List.of(committed, underWay)).allSatisfy(CheckBackRaceTest::assertDied);
    lab.awaitTakeover();
    there.awaitDelivered();
    never.awaitFences(RaceLab.MANY);
    never.assertUndecided();
    lab.database().endSessions();
    assertThat(lab.awaitSettled()).isTrue();

    lab.startWhatIsGone();
    there.judge(true);
    never.judge(false);
  }

  @Test
  void theNodeIsKilledAndReturnsAndThenItsCommitArrives() {
    lab.eachRelaysItsOwn();
    Race race = race("e3", "node killed, COMMIT under way; node returns; COMMIT arrives");
    CompletableFuture<Outcome> underWay = sendCommitThatIsHeld(race);

    lab.a().kill();
    assertDied(underWay);
    lab.awaitTakeover();
    race.awaitFences(RaceLab.MANY);
    lab.startWhatIsGone();
    race.awaitFences(race.fences() + RaceLab.MANY);
    race.assertUndecided();

    lab.network().pass();
    race.judge(true);
  }

  @Test
  void allNodesAreGoneForLongerThanAllChecksAndReturn() {
    lab.eachRelaysItsOwn();
    Race there = race("e4", "all nodes killed, row committed; all return");
    CompletableFuture<Outcome> committed = commitUnseen(there);
    Race never = race("e5", "all nodes killed, COMMIT not sent; all return");
    CompletableFuture<Outcome> prepared = never.startHeld(true);

    lab.b().kill();
    lab.a().kill();
    assertThat(List.of(committed, prepared)).allSatisfy(CheckBackRaceTest::assertDied);
    await().pollDelay(RaceLab.ALL_CHECKS).until(() -> !lab.a().isAlive());
    lab.startWhatIsGone();

    there.awaitDelivered();
    never.awaitFenceStands();
    there.judge(true);
    never.judge(false);
  }

  /** Commits, and sees to it that nobody looks at the half message after that. */
  private static CompletableFuture<Outcome> commitUnseen(Race race) {
    lab.looksOfA().block();
    lab.completion().block();
    CompletableFuture<Outcome> caller = race.start();
    lab.looksOfA().awaitReached();
    lab.completion().awaitReached();
    assertThat(lab.database().hasRow(race.id())).isTrue();
    return caller;
  }

  private static CompletableFuture<Outcome> sendCommitThatIsHeld(Race race) {
    int faults = lab.network().faults();
    lab.network().atNextCommit(CommitFault.HELD, PROBE);
    CompletableFuture<Outcome> caller = race.start();
    lab.network().awaitFaults(faults + 1);
    return caller;
  }

  private static void assertDied(CompletableFuture<Outcome> caller) {
    assertThat(caller.handle((outcome, failure) -> failure).join()).isNotNull();
  }

  private static String end(boolean commits) {
    return commits ? "commit" : "rollback";
  }

  private static End told(boolean commits) {
    return commits ? End.COMMITTED : End.ROLLED_BACK;
  }

  private static String lost(boolean arrives) {
    return arrives ? "COMMIT's reply lost" : "COMMIT lost";
  }
}
