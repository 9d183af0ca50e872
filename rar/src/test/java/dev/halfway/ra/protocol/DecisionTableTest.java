package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Decision.Forward;
import dev.halfway.ra.protocol.Decision.Park;
import dev.halfway.ra.protocol.Decision.SetAside;
import dev.halfway.ra.protocol.DecisionTable.Facts;
import dev.halfway.ra.protocol.DecisionTable.Local;
import dev.halfway.ra.protocol.DecisionTable.Times;
import dev.halfway.ra.protocol.Destinations.Suspension;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.RetryState.Sighting;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of the relay, a row each.
 *
 * <p>Immunity 6 s, intervals 6, 12, 24 … 300 s, three checks. A message that was set aside before
 * was so once, with one check. {@code known} is the verdict that it carries, {@code seen} when this
 * relay saw it first ({@code other}: only another relay did), {@code here} what this process knows
 * of the transaction. A decision to set aside reads: seconds, verdict carried, checks made, cause.
 */
class DecisionTableTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long MONOTONIC = 1_000_000;
  private static final int BUCKET = 655;
  private static final Policy POLICY =
      new Policy(
          6_000,
          new ExponentialBackoff(6_000, 300_000),
          3,
          new Policy.Round(10, 500, 3_000),
          new Buckets(30));

  private final DecisionTable table = new DecisionTable(POLICY, Some.SELF);

  @ParameterizedTest(name = "{0} {1} {2}, known {3}, seen {4}, {5}, {6}: {7}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # queue | by      | marker      | known    | seen  | here  | destination | decision
          # The row decides, wherever the message is and whatever it carries.
          half    | MARKER  | COMMITTED   | -        | -     | -     | takes       | forward
          half    | MARKER  | COMMITTED   | -        | -     | open  | takes       | forward
          waiting | MARKER  | COMMITTED   | UNKNOWN  | now   | -     | takes       | forward
          waiting | MARKER  | COMMITTED   | ROLLBACK | now   | -     | takes       | forward
          half    | MARKER  | ROLLED_BACK | -        | -     | -     | takes       | discard
          waiting | MARKER  | ROLLED_BACK | COMMIT   | now   | open  | takes       | discard
          waiting | MARKER  | ROLLED_BACK | UNKNOWN  | other | -     | suspended   | discard
          # Without a row, what was known before.
          waiting | MARKER  | ABSENT      | COMMIT   | other | -     | takes       | forward
          waiting | MARKER  | GONE        | COMMIT   | long  | -     | takes       | forward
          waiting | MARKER  | GONE        | ROLLBACK | long  | -     | takes       | discard
          waiting | CHECKER | ABSENT      | COMMIT   | now   | -     | takes       | forward
          # No row and no knowledge decides nothing, and a half queue asks nobody.
          half    | MARKER  | ABSENT      | -        | -     | -     | takes       | aside 6 UNKNOWN 0: undecided
          half    | MARKER  | ABSENT      | -        | -     | ended | takes       | aside 6 UNKNOWN 0: undecided
          half    | MARKER  | ABSENT      | -        | -     | open  | takes       | aside 6 UNKNOWN 0: the transaction is open
          half    | CHECKER | ABSENT      | -        | -     | -     | takes       | aside 6 UNKNOWN 0: undecided
          half    | CHECKER | ABSENT      | -        | -     | open  | takes       | aside 6 UNKNOWN 0: the transaction is open
          # A checker is asked at once when the transaction has ended here, but not in the lane.
          half    | CHECKER | ABSENT      | -        | -     | ended | takes       | aside 0 UNKNOWN 0: -
          waiting | CHECKER | ABSENT      | UNKNOWN  | now   | ended | takes       | ask
          # Otherwise this relay must have known the message for the immunity time.
          waiting | MARKER  | ABSENT      | -        | -     | -     | takes       | aside 6 UNKNOWN 0: undecided
          waiting | MARKER  | ABSENT      | UNKNOWN  | now   | -     | takes       | aside 6 UNKNOWN 1: undecided
          waiting | MARKER  | ABSENT      | UNKNOWN  | 5     | -     | takes       | aside 1 UNKNOWN 1: undecided
          waiting | MARKER  | ABSENT      | UNKNOWN  | 5     | ended | takes       | aside 1 UNKNOWN 1: undecided
          waiting | MARKER  | ABSENT      | UNKNOWN  | other | -     | takes       | aside 6 UNKNOWN 1: undecided
          waiting | MARKER  | ABSENT      | UNKNOWN  | 6     | -     | takes       | ask
          waiting | MARKER  | ABSENT      | UNKNOWN  | long  | -     | takes       | ask
          waiting | MARKER  | ABSENT      | UNKNOWN  | long  | ended | suspended   | ask
          waiting | CHECKER | ABSENT      | UNKNOWN  | other | -     | takes       | aside 6 UNKNOWN 1: undecided
          waiting | CHECKER | ABSENT      | UNKNOWN  | long  | -     | takes       | ask
          # A transaction that is open here is not asked about, and costs no check.
          waiting | MARKER  | ABSENT      | UNKNOWN  | long  | open  | takes       | aside 12 UNKNOWN 1: the transaction is open
          waiting | CHECKER | ABSENT      | UNKNOWN  | long  | open  | takes       | aside 12 UNKNOWN 1: the transaction is open
          # A bucket that was dropped cannot tell: parked, never fenced.
          half    | MARKER  | GONE        | -        | -     | -     | takes       | park UNKNOWN 0: the markers of that time were dropped: nobody knows how the transaction ended
          half    | MARKER  | GONE        | -        | -     | open  | takes       | park UNKNOWN 0: the markers of that time were dropped: nobody knows how the transaction ended
          waiting | MARKER  | GONE        | UNKNOWN  | long  | -     | takes       | park UNKNOWN 1: the markers of that time were dropped: nobody knows how the transaction ended
          # A destination that takes nothing at the moment is not tried; in a waiting queue that counts.
          half    | MARKER  | COMMITTED   | -        | -     | -     | suspended   | aside 20 COMMIT 0: full
          waiting | MARKER  | COMMITTED   | UNKNOWN  | now   | -     | suspended   | aside 20 COMMIT 2: full
          waiting | MARKER  | ABSENT      | COMMIT   | now   | -     | suspended   | aside 20 COMMIT 2: full
          # A message that was tried alone in vain counts, and waits for longer than those untried.
          half    | MARKER  | COMMITTED   | -        | -     | -     | failed      | aside 6 COMMIT 1: denied
          waiting | MARKER  | COMMITTED   | UNKNOWN  | now   | -     | failed      | aside 12 COMMIT 2: denied
          waiting | MARKER  | COMMITTED   | UNKNOWN  | now   | -     | both        | aside 26 COMMIT 2: denied
          # Unless it was set aside a moment ago, and another clock brought it back.
          waiting early | MARKER | COMMITTED | UNKNOWN | now  | -     | failed      | aside 12 COMMIT 1: denied
          # Undecided comes before not deliverable.
          half    | MARKER  | ABSENT      | -        | -     | -     | both        | aside 6 UNKNOWN 0: undecided
          """)
  void beforeAnybodyIsAsked(
      String queue,
      Settlement by,
      Marker marker,
      String known,
      String seen,
      String here,
      String destination,
      String decision) {
    Envelope envelope = Some.envelope(1, by, Some.DESTINATION, retryStateOf(known, seen, 1));
    Facts facts = facts(queue, seen, here, destination);

    assertThat(words(table.decide(envelope, marker, facts))).isEqualTo(decision);
  }

  @ParameterizedTest(name = "fence {0}, destination {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # fence     | destination | decision
          COMMITTED   | takes       | forward
          COMMITTED   | suspended   | aside 20 COMMIT 2: full
          ROLLED_BACK | takes       | discard
          ROLLED_BACK | suspended   | discard
          LOCKED      | takes       | aside 12 UNKNOWN 1: the transaction is open
          ABSENT      | takes       | aside 12 UNKNOWN 1: it is not known whether the fence stands
          GONE        | takes       | park UNKNOWN 1: the markers of that time were dropped: nobody knows how the transaction ended
          """)
  void afterTheFenceWasTried(Marker fence, String destination, String decision) {
    Envelope envelope =
        Some.envelope(1, Settlement.MARKER, Some.DESTINATION, retryStateOf("UNKNOWN", "long", 1));
    Facts facts = facts("waiting", "long", "-", destination);

    assertThat(words(table.fenced(envelope, fence, facts))).isEqualTo(decision);
  }

  @ParameterizedTest(name = "answer {0}, seen {1}, checks {2}, destination {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "none",
      textBlock =
          """
          # answer | seen  | checks | destination | decision
          # COMMIT is believed at once, ROLLBACK only after the immunity time.
          COMMIT   | now   | 1      | takes       | forward
          COMMIT   | long  | 1      | takes       | forward
          COMMIT   | long  | 1      | suspended   | aside 20 COMMIT 2: full
          ROLLBACK | now   | 1      | takes       | aside 6 UNKNOWN 1: undecided
          ROLLBACK | other | 1      | takes       | aside 6 UNKNOWN 1: undecided
          ROLLBACK | 5     | 1      | takes       | aside 1 UNKNOWN 1: undecided
          ROLLBACK | 6     | 1      | takes       | discard
          # Not to know counts, but not before the immunity time either.
          UNKNOWN  | now   | 1      | takes       | aside 6 UNKNOWN 1: undecided
          UNKNOWN  | long  | 1      | takes       | aside 12 UNKNOWN 2: the TransactionChecker does not know
          UNKNOWN  | long  | 2      | takes       | park UNKNOWN 3: the TransactionChecker does not know
          # Nobody there is an outage.
          none     | now   | 2      | takes       | aside 12 UNKNOWN 2: no TransactionChecker of group group is active
          none     | long  | 2      | takes       | aside 12 UNKNOWN 2: no TransactionChecker of group group is active
          """)
  void afterTheApplicationWasAsked(
      @Nullable Verdict answer, String seen, int checks, String destination, String decision) {
    Envelope envelope =
        Some.envelope(
            1, Settlement.CHECKER, Some.DESTINATION, retryStateOf("UNKNOWN", seen, checks));
    Facts facts = facts("waiting", seen, "ended", destination);

    assertThat(words(table.checked(envelope, answer, facts))).isEqualTo(decision);
  }

  @ParameterizedTest(name = "made {0} checks, destination {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | failed    | aside 12 COMMIT 2: denied
          2 | failed    | park COMMIT 3: denied
          2 | suspended | aside 20 COMMIT 3: full
          9 | suspended | aside 20 COMMIT 10: full
          2 | both      | park COMMIT 3: denied
          7 | failed    | park COMMIT 8: denied
          """)
  void afterMaxChecksIsParkedWithTheVerdictAndTheCause(
      int checks, String destination, String decision) {
    Envelope envelope =
        Some.envelope(
            1, Settlement.MARKER, Some.DESTINATION, retryStateOf("COMMIT", "long", checks));
    Facts facts = facts("waiting", "long", "-", destination);

    assertThat(words(table.decide(envelope, Marker.COMMITTED, facts))).isEqualTo(decision);
  }

  @ParameterizedTest(name = "deliver at {0}, expire at {1}, seconds from now: {2} and {3}")
  @CsvSource({
    // Without delay and expiry; 0 is for ever.
    "none, none, 0, 0",
    // What is left of them.
    "10, none, 10000, 0",
    "none, 10, 0, 10000",
    "10, 20, 10000, 20000",
    // What is over.
    "-10, none, 0, 0",
    "0, none, 0, 0",
    // Expired: out with the least time there is, to expire where it is seen.
    "none, 0, 0, 1",
    "none, -10, 0, 1",
    "10, -10, 10000, 1",
  })
  void timeGoesOnWhileHalf(String deliverAt, String expireAt, long delay, long timeToLive) {
    Envelope envelope = Some.timed(pointInTime(deliverAt), pointInTime(expireAt));
    Facts facts = facts("half", "-", "-", "takes");

    assertThat(table.decide(envelope, Marker.COMMITTED, facts))
        .isEqualTo(new Forward(delay, timeToLive));
  }

  @Test
  void whatComesAfterTheBudgetIsAskedInTheNextRoundAsIfNothingHadBeen() {
    RetryState before = Some.retryState(NOW - 10, 4, 2, Some.OTHER, 77, Verdict.UNKNOWN);
    Envelope envelope = Some.envelope(1, Settlement.MARKER, Some.DESTINATION, before);

    assertThat(table.askLater(envelope, facts("waiting", "long", "-", "takes")))
        .isEqualTo(new SetAside(Some.retryState(NOW, 4, 2, Some.OTHER, 77, Verdict.UNKNOWN), true));
  }

  @Test
  void firstSightingIsKeptWithTheRelayThatMadeIt() {
    Facts facts = facts("half", "-", "-", "takes");
    Decision decision = table.decide(Some.envelope(1), Marker.ABSENT, facts);

    assertThat(decision)
        .isEqualTo(
            new SetAside(
                new RetryState(
                    NOW + 6_000,
                    0,
                    0,
                    new Sighting(Some.SELF, MONOTONIC),
                    Verdict.UNKNOWN,
                    "undecided")));
  }

  @Test
  void earliestOfTwoSightingsOfOneProcessCounts() {
    RetryState lane = Some.retryState(NOW, 0, 0, Some.SELF, MONOTONIC - 6_000, Verdict.UNKNOWN);
    Envelope envelope = Some.envelope(1, Settlement.MARKER, Some.DESTINATION, lane);

    assertThat(table.decide(envelope, Marker.ABSENT, facts("waiting", "now", "-", "takes")))
        .isEqualTo(new Decision.Ask());
  }

  @Test
  void bucketBeyondTheHorizonIsParkedUnfencedAlthoughItsTableIsStillThere() {
    HalfTransactionId old = new HalfTransactionId(BUCKET - 2, new UUID(0x7000, 1));
    Envelope envelope = Some.of(old, Settlement.MARKER, retryStateOf("UNKNOWN", "long", 1));
    Envelope ofChecker = Some.of(old, Settlement.CHECKER, retryStateOf("UNKNOWN", "long", 1));
    Facts facts = facts("waiting", "long", "-", "takes");

    assertThat(table.decide(envelope, Marker.ABSENT, facts)).isInstanceOf(Park.class);
    assertThat(table.decide(envelope, Marker.COMMITTED, facts)).isInstanceOf(Forward.class);
    assertThat(table.decide(ofChecker, Marker.ABSENT, facts)).isEqualTo(new Decision.Ask());
  }

  @Test
  void nothingIsSetAsideForLongerThanThePolicyAllows() {
    Facts facts =
        new Facts(
            new Times(NOW, 0, 0),
            true,
            false,
            Local.NOTHING,
            "denied",
            new Suspension("full", Long.MAX_VALUE / 2));
    Decision decision = table.decide(Some.envelope(1), Marker.COMMITTED, facts);

    assertThat(((SetAside) decision).state().due()).isEqualTo(NOW + POLICY.maxWait());
  }

  private static long pointInTime(String seconds) {
    return seconds.equals("none") ? 0 : NOW + Long.parseLong(seconds) * 1_000;
  }

  private static @Nullable RetryState retryStateOf(String known, String seen, int checks) {
    return known.equals("-")
        ? null
        : Some.retryState(
            NOW,
            1,
            checks,
            seen.equals("other") ? Some.OTHER : Some.SELF,
            seen.equals("other") ? 5 : seenAt(seen),
            Verdict.valueOf(known));
  }

  private static long seenAt(String seen) {
    return switch (seen) {
      case "-", "now", "other" -> MONOTONIC;
      case "long" -> 0;
      default -> MONOTONIC - Long.parseLong(seen) * 1_000;
    };
  }

  private static Facts facts(String queue, String seen, String here, String destination) {
    boolean failed = destination.equals("failed") || destination.equals("both");
    boolean suspended = destination.equals("suspended") || destination.equals("both");
    return new Facts(
        new Times(NOW, MONOTONIC, seenAt(seen)),
        queue.startsWith("waiting"),
        queue.equals("waiting early"),
        here.equals("open") ? Local.OPEN : here.equals("ended") ? Local.ENDED : Local.NOTHING,
        failed ? "denied" : null,
        suspended ? new Suspension("full", 20_000) : null);
  }

  private static String words(Decision decision) {
    if (decision instanceof SetAside aside) {
      RetryState state = aside.state();
      return "aside %d %s".formatted((state.due() - NOW) / 1_000, words(state));
    }
    if (decision instanceof Park park) {
      return "park " + words(park.state());
    }
    return decision instanceof Forward
        ? "forward"
        : decision instanceof Decision.Discard ? "discard" : "ask";
  }

  private static String words(RetryState state) {
    String cause = state.cause();
    return "%s %d: %s".formatted(state.verdict(), state.checks(), cause == null ? "-" : cause);
  }
}
