package dev.halfway.ra.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.outbound.HalfMessaging;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Takeover;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation notices what it is there to notice: with one rule broken between the adapter and
 * the world, some seed fails, and for the right reason.
 *
 * <p>What stands between the two is a record with the broken methods only; they are called by name.
 *
 * <p>Rules inside the adapter's code cannot be broken from here. Each of these changes was made to
 * the code once, to see who notices; S is the simulation.
 *
 * <pre>
 * DecisionTable
 *   what is gone is read as rolled back                    S, DecisionTableTest
 *   a fence that meets a dropped table discards               DecisionTableTest
 *   a fence that meets a held key counts as a check        S, DecisionTableTest
 *   a fence of unknown outcome counts as a check           S, DecisionTableTest
 *   isOpen is ignored                                      S, DecisionTableTest
 *   what has expired is given no time to live              S, DecisionTableTest
 *   no horizon                                             S, DecisionTableTest
 *   a fixed verdict is forgotten                           S, DecisionTableTest
 *   a fixed verdict overrules the row                         DecisionTableTest
 *   immunity counts before the transaction's end           S, RelayCheckTest
 *   no immunity                                            S, DecisionTableTest
 *   a checker's ROLLBACK is believed too early             S, DecisionTableTest
 *   delay dropped or counted anew, expiry counted anew     S, DecisionTableTest
 *   a message that was not tried is parked                 S, DecisionTableTest
 *   a suspension is ignored                                   DecisionTableTest
 *   set aside without a bound                                 DecisionTableTest
 *   early looks count, a missing checker counts               DecisionTableTest
 *   parked one check late                                     DecisionTableTest
 * BatchCheck
 *   a lost fence counts as rolled back                     S, RelayCheckTest
 *   absence is rollback                                    S, RelayCheckTest
 *   an open transaction counts as seen                     S, RelayCheckTest
 *   sightings are forgotten                                   RelayCheckTest
 *   the end is not awaited, or only after looking          S, RelayCheckTest
 *   no end of asking                                       S, RelayCheckTest
 *   an answer counts from when it was given                   RelayCheckTest
 *   what failed once is never tried again                     RelayCheckTest
 * Relay, Destinations
 *   no reset after an error                                S, RelayFailureTest
 *   takes messages while the store is down                 S, RelayFailureTest
 *   tells of deliveries that were none                     S, RelayCheckTest
 *   blames the first failure                                  RelayBlameTest
 *   a destination that takes one stays suspected              RelayEventsTest
 *   the first refusal suspends                                RelayCheckTest
 * Takeover, Lanes, Envelope
 *   taken over too early, or from one another              S, TakeoverTest
 *   never taken over                                       S, TakeoverTest
 *   lanes by transaction, negative, one missing            S, LanesTest
 *   JMSXGroupID is no key, hidden names are not restored   S, EnvelopeTest
 *   verdict, checks, delay or expiry are not kept          S, EnvelopeTest
 * Phase, Branch, OpenTransaction, PendingTransactions
 *   a session that was ended while preparing is reused     S, PhaseTest
 *   an abandoned session counts as prepared                   PhaseTest
 *   a vote for a second phase                              S, TransactionOutcomeTest
 *   a marker that failed counts                            S, TransactionOutcomeTest
 *   a commit that failed votes yes                         S, TransactionOutcomeTest
 *   a session that failed is reused                        S
 *   half messages and originals are committed              S, TransactionOutcomeTest
 *   all ordinals are 0                                     S, WhichTransactionTest
 *   the end is not told                                    S, TransactionOutcomeTest
 *   a vote without a marker, a message after the marker       TransactionOutcomeTest
 *   single messages have no marker                            TransactionOutcomeTest
 *   a session is not rolled back at the end                   TransactionOutcomeTest
 *   a session is reused after a commit that failed            TransactionOutcomeTest
 *   an abandoned branch says that it is prepared              ThreadsTest
 *   a branch that has ended takes messages                    ThreadsTest
 *   a branch whose connection failed can commit               PoolingTest
 *   nothing is ever open                                   S, PendingTransactionsTest
 *   everything has ended, an early end is not noted           PendingTransactionsTest
 * </pre>
 *
 * <p>Nobody notices three second safeguards behind others: that a closed transaction admits no
 * message, that a completed one ends its branches, and that a branch which ends between two lines
 * of its own code does not prepare.
 */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // Called by name.
class SabotageTest {

  private static final int SEEDS = 3_000;

  @ParameterizedTest(name = "{0}: something {2}")
  @MethodSource({"markers", "queue", "hintsAndCheckers", "policy", "nodes", "sender"})
  void isNoticed(String rule, Sabotage sabotage, String verdict) {
    boolean noticed =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(seed -> Run.of(seed, sabotage, false).violation())
            .anyMatch(violation -> says(violation, verdict));
    assertThat(noticed).isTrue();
  }

  private static boolean says(@Nullable Throwable violation, String verdict) {
    if (violation == null) {
      return false;
    }
    assertThat(violation).isInstanceOf(Violation.class);
    return String.valueOf(violation.getMessage()).contains(verdict);
  }

  static Stream<Arguments> markers() {
    return Stream.of(
        ofMarkers("a held key counts as rolled back", LockedIsRolledBack::new, "lost"),
        ofMarkers("a lost answer counts as a fence", LostIsRolledBack::new, "lost"),
        ofMarkers("absence is rollback", real -> new ReadsInstead(real, "ABSENT", false), "lost"),
        ofMarkers("absence is commit", real -> new ReadsInstead(real, "ABSENT", true), "phantom"),
        ofMarkers("what is gone is rolled back", r -> new ReadsInstead(r, "GONE", false), "lost"),
        ofMarkers("the fence overrules the row", FenceOverrules::new, "lost"));
  }

  static Stream<Arguments> queue() {
    return Stream.of(
        ofQueue("no reset", real -> new NoReset(), "not reset"),
        ofQueue("one message forwarded twice", ForwardsTwice::new, "duplicate"),
        ofQueue("set aside into nothing", real -> new SetsAsideIntoNothing(), "lost"),
        ofQueue("set aside for too long", SetsAsideForLong::new, "too late"),
        ofQueue("parked at once", ParksAtOnce::new, "is parked"),
        ofQueue("commits that do nothing", CommitsNothing::new, "for ever"),
        ofQueue("the last first", LastFirst::new, "overtook"),
        ofQueue("a fixed verdict is forgotten", ForgetsVerdicts::new, "not asked often"),
        ofQueue("what has expired is kept for ever", r -> new Times(r, 1, 0), "time to live"),
        ofQueue("time to live is counted anew", r -> new Times(r, 1, 2), "time to live"),
        ofQueue("delays are dropped", r -> new Times(r, 0, 1), "delay"),
        ofQueue("everything is urgent", Urgent::new, "not forwarded as it was sent"),
        ofQueue("what belonged to the broker is lost", Hides::new, "arrived with"));
  }

  static Stream<Arguments> hintsAndCheckers() {
    return Stream.of(
        ofHints("nothing is open", real -> new NothingIsOpen(), "has it open"),
        ofHints("nobody waits for the end", real -> new NobodyWaits(), "did not wait"),
        ofCheckers("who does not know says no", UnknownIsRollback::new, "too early"),
        ofCheckers("who does not know says yes", UnknownIsCommit::new, "phantom"));
  }

  static Stream<Arguments> policy() {
    return Stream.of(
        ofPolicy(
            "no immunity", p -> with(p, 0, p.maxChecks(), p.round().askTimeout()), "fenced after"),
        ofPolicy("few checks", p -> with(p, p.immunity(), 1, p.round().askTimeout()), "is parked"),
        ofPolicy(
            "no end of asking",
            p -> with(p, p.immunity(), p.maxChecks(), Long.MAX_VALUE),
            "asked for long enough"),
        ofPolicy(
            "no horizon",
            p ->
                new Policy(
                    p.immunity(), p.backoff(), p.maxChecks(), p.round(), new Buckets(36_500)),
            "may be gone"));
  }

  static Stream<Arguments> nodes() {
    return Stream.of(
        Arguments.of(
            "nobody takes over",
            Sabotage.<Takeover>of(
                Takeover.class, real -> new Takeover(real.node(), Long.MAX_VALUE)),
            "for ever"),
        Arguments.of(
            "what is not left alone is taken over",
            Sabotage.<Takeover>of(Takeover.class, real -> new Takeover(real.node(), -1)),
            "takes"));
  }

  static Stream<Arguments> sender() {
    return Stream.of(
        ofMessaging("no marker", real -> new MarksNothing(), "before its marker"),
        ofMessaging("lanes by transaction", LanesByTransaction::new, "did not follow"),
        ofMessaging("a lane that is none", real -> new NoLane(), "where nobody looks"),
        ofMessaging("an end that comes too early", EndsTooEarly::new, "too early"),
        Arguments.of(
            "what is rolled back is kept",
            Sabotage.<Session>of(
                Session.class, real -> Doubles.over(Session.class, real, new RollsNothingBack())),
            "before its marker"),
        ofResource("nothing is prepared", real -> new PreparesNothing(), "lost"),
        ofResource("a refusal is no refusal", PreparesAnyway::new, "lost"),
        ofResource("a vote for a second phase", VotesForMore::new, "second phase"));
  }

  private static Arguments ofMarkers(String rule, Function<Markers, Object> with, String verdict) {
    return Arguments.of(rule, over(Markers.class, with), verdict);
  }

  private static Arguments ofQueue(
      String rule, Function<HalfQueue<Message>, Object> with, String verdict) {
    return Arguments.of(rule, over(HalfQueue.class, with), verdict);
  }

  private static Arguments ofHints(String rule, Function<Hints, Object> with, String verdict) {
    return Arguments.of(rule, over(Hints.class, with), verdict);
  }

  private static Arguments ofCheckers(
      String rule, Function<Checkers<Message>, Object> with, String verdict) {
    return Arguments.of(rule, over(Checkers.class, with), verdict);
  }

  private static Arguments ofMessaging(
      String rule, Function<HalfMessaging, Object> with, String verdict) {
    return Arguments.of(rule, over(HalfMessaging.class, with), verdict);
  }

  private static Arguments ofResource(
      String rule, Function<XAResource, Object> with, String verdict) {
    return Arguments.of(rule, over(XAResource.class, with), verdict);
  }

  private static Arguments ofPolicy(String rule, UnaryOperator<Policy> with, String verdict) {
    return Arguments.of(rule, Sabotage.of(Policy.class, with), verdict);
  }

  private static <T> Sabotage over(Class<? super T> port, Function<T, Object> with) {
    return Sabotage.<T>of(port, real -> Doubles.over(port, real, with.apply(real)));
  }

  private static Policy with(Policy p, long immunity, int maxChecks, long askTimeout) {
    Policy.Round round = new Policy.Round(p.round().batch(), p.round().hintTimeout(), askTimeout);
    return new Policy(immunity, p.backoff(), maxChecks, round, p.buckets());
  }

  private record LockedIsRolledBack(Markers real) {
    Marker fence(HalfTransactionId id) throws Unavailable {
      Marker row = real.fence(id);
      return row == Marker.LOCKED ? Marker.ROLLED_BACK : row;
    }
  }

  private record LostIsRolledBack(Markers real) {
    Marker fence(HalfTransactionId id) {
      try {
        return real.fence(id);
      } catch (Unavailable e) {
        return Marker.ROLLED_BACK;
      }
    }
  }

  private record ReadsInstead(Markers real, String what, boolean committed) {
    Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) throws Unavailable {
      Map<HalfTransactionId, Marker> rows = new HashMap<>(real.read(ids));
      Marker instead = committed ? Marker.COMMITTED : Marker.ROLLED_BACK;
      rows.replaceAll((id, row) -> row.name().equals(what) ? instead : row);
      return rows;
    }
  }

  private record FenceOverrules(Markers real) {
    Marker fence(HalfTransactionId id) throws Unavailable {
      Marker row = real.fence(id);
      return row == Marker.COMMITTED ? Marker.ROLLED_BACK : row;
    }
  }

  private record NoReset() {
    void reset() {}
  }

  private record ForwardsTwice(HalfQueue<Message> real) {
    void forward(Half<Message> half, long delay, long timeToLive) throws BrokerFailure {
      real.forward(half, delay, timeToLive);
      real.forward(half, delay, timeToLive);
    }
  }

  private record SetsAsideIntoNothing() {
    void setAside(Half<Message> half, RetryState state) {}
  }

  private record SetsAsideForLong(HalfQueue<Message> real) {
    void setAside(Half<Message> half, RetryState state) throws BrokerFailure {
      real.setAside(
          half,
          new RetryState(
              state.due() + 1_000_000,
              state.attempts(),
              state.checks(),
              state.seen(),
              state.verdict(),
              state.cause()));
    }
  }

  private record ParksAtOnce(HalfQueue<Message> real) {
    void setAside(Half<Message> half, RetryState state) throws BrokerFailure {
      real.park(half, state);
    }
  }

  private record CommitsNothing(HalfQueue<Message> real) {
    void commit() throws BrokerFailure {
      real.reset();
    }
  }

  private record LastFirst(HalfQueue<Message> real) {
    List<Half<Message>> receive(int max) throws BrokerFailure {
      List<Half<Message>> batch = new ArrayList<>(real.receive(max));
      Collections.reverse(batch);
      return batch;
    }
  }

  /** Sees each envelope as somebody else would have it. */
  private static List<Half<Message>> seen(
      HalfQueue<Message> real, int max, UnaryOperator<Envelope> view) throws BrokerFailure {
    return real.receive(max).stream()
        .map(half -> new Half<>(view.apply(half.envelope()), half.message()))
        .toList();
  }

  private record ForgetsVerdicts(HalfQueue<Message> real) {
    List<Half<Message>> receive(int max) throws BrokerFailure {
      return seen(real, max, ForgetsVerdicts::forget);
    }

    private static Envelope forget(Envelope envelope) {
      @Nullable RetryState retryState = envelope.retryState();
      return retryState == null
          ? envelope
          : envelope.with(
              new RetryState(
                  retryState.due(),
                  retryState.attempts(),
                  retryState.checks(),
                  retryState.seen(),
                  Verdict.UNKNOWN,
                  retryState.cause()));
    }
  }

  private record Times(HalfQueue<Message> real, int delays, int timesToLive) {
    void forward(Half<Message> half, long delay, long timeToLive) throws BrokerFailure {
      boolean expired = timeToLive == 1;
      real.forward(
          half,
          delay * delays,
          timesToLive == 0 && !expired ? timeToLive : timeToLive * timesToLive);
    }
  }

  private record Urgent(HalfQueue<Message> real) {
    List<Half<Message>> receive(int max) throws BrokerFailure {
      return seen(real, max, Urgent::hurry);
    }

    private static Envelope hurry(Envelope e) {
      return new Envelope(
          e.transaction(),
          e.ordinal(),
          e.store(),
          e.group(),
          e.settlement(),
          e.node(),
          e.destination(),
          e.topic(),
          e.key(),
          e.sentAt(),
          e.deliverAt(),
          e.expireAt(),
          9,
          e.persistent(),
          e.retryState());
    }
  }

  private record Hides(HalfQueue<Message> real) {
    List<Half<Message>> receive(int max) throws BrokerFailure {
      List<Half<Message>> batch = real.receive(max);
      batch.forEach(half -> half.message().properties.remove("halfway_x_JMSXGroupID"));
      return batch;
    }
  }

  private record NothingIsOpen() {
    boolean isOpen(HalfTransactionId id) {
      return false;
    }
  }

  private record NobodyWaits() {
    void awaitEnd(Collection<HalfTransactionId> ids, long bound) {}
  }

  private record UnknownIsRollback(Checkers<Message> real) {
    @Nullable Verdict check(Half<Message> half) {
      @Nullable Verdict answer = real.check(half);
      return answer == Verdict.UNKNOWN ? Verdict.ROLLBACK : answer;
    }
  }

  private record UnknownIsCommit(Checkers<Message> real) {
    @Nullable Verdict check(Half<Message> half) {
      @Nullable Verdict answer = real.check(half);
      return answer == Verdict.UNKNOWN ? Verdict.COMMIT : answer;
    }
  }

  private record MarksNothing() {
    PendingMarker marker(HalfTransactionId transaction) {
      return new PendingMarker() {
        @Override
        public void write() {}

        @Override
        public void close() {}
      };
    }
  }

  private record LanesByTransaction(HalfMessaging real) {
    String halfQueueFor(HalfTransactionId transaction, @Nullable String key) {
      return real.halfQueueFor(transaction, null);
    }
  }

  private record NoLane() {
    String halfQueueFor(HalfTransactionId transaction, @Nullable String key) {
      return "N1.7";
    }
  }

  private record EndsTooEarly(HalfMessaging real) {
    void preparing(HalfTransactionId transaction, int messages) {
      real.preparing(transaction, messages);
      real.ended(transaction);
    }
  }

  private record RollsNothingBack() {
    void rollback() {}
  }

  private record PreparesNothing() {
    int prepare(Xid xid) {
      return XAResource.XA_RDONLY;
    }
  }

  private record PreparesAnyway(XAResource real) {
    int prepare(Xid xid) {
      try {
        return real.prepare(xid);
      } catch (XAException e) {
        return XAResource.XA_RDONLY;
      }
    }
  }

  private record VotesForMore(XAResource real) {
    int prepare(Xid xid) throws XAException {
      real.prepare(xid);
      return XAResource.XA_OK;
    }
  }
}
