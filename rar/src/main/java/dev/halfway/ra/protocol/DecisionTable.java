package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Decision.Ask;
import dev.halfway.ra.protocol.Decision.Discard;
import dev.halfway.ra.protocol.Decision.Forward;
import dev.halfway.ra.protocol.Decision.Park;
import dev.halfway.ra.protocol.Decision.SetAside;
import dev.halfway.ra.protocol.Destinations.Suspension;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.RetryState.Sighting;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows for one half message from what is known about it. A pure function. */
record DecisionTable(Policy policy, UUID clock) {

  /**
   * What is known now.
   *
   * @param waiting whether the message comes from the waiting queue, and so was checked before
   * @param early whether this relay set it aside a moment ago, and another clock brought it back
   * @param failed why forwarding failed when this message was tried alone
   * @param suspended why the destination takes nothing at the moment
   */
  record Facts(
      Times times,
      boolean waiting,
      boolean early,
      Local local,
      @Nullable String failed,
      @Nullable Suspension suspended) {}

  /**
   * Times of one check.
   *
   * @param now milliseconds since 1970
   * @param firstSeen when this relay saw the message first, by the monotonic clock, but not before
   *     its transaction, if it is this process's, had ended
   */
  record Times(long now, long monotonic, long firstSeen) {}

  /** What this process knows of a transaction. */
  enum Local {
    NOTHING,
    OPEN,
    ENDED
  }

  /** Before anybody was asked: from what the marker store shows. */
  Decision decide(Envelope envelope, Marker marker, Facts facts) {
    Verdict known = verdict(marker);
    RetryState before = envelope.retryState();
    if (known == Verdict.UNKNOWN && before != null) {
      known = before.verdict();
    }
    return switch (known) {
      case COMMIT -> deliver(envelope, facts);
      case ROLLBACK -> new Discard();
      case UNKNOWN -> undecided(envelope, marker, facts);
    };
  }

  /** After the fence was tried; ABSENT when it is not known what came of it. */
  Decision fenced(Envelope envelope, Marker marker, Facts facts) {
    return switch (marker) {
      case COMMITTED -> deliver(envelope, facts);
      case ROLLED_BACK -> new Discard();
      case LOCKED -> new SetAside(uncounted(envelope, facts, "the transaction is open"));
      case ABSENT ->
          new SetAside(uncounted(envelope, facts, "it is not known whether the fence stands"));
      case GONE -> park(envelope, facts);
    };
  }

  /** After the application was asked; null when no checker was there. */
  Decision checked(Envelope envelope, @Nullable Verdict answer, Facts facts) {
    if (answer == null) {
      return new SetAside(
          uncounted(
              envelope,
              facts,
              "no TransactionChecker of group " + envelope.group() + " is active"));
    }
    if (answer == Verdict.COMMIT) {
      return deliver(envelope, facts);
    }
    if (immunityLeft(envelope, facts) > 0) {
      return new SetAside(untilImmunityEnds(envelope, facts));
    }
    if (answer == Verdict.ROLLBACK) {
      return new Discard();
    }
    return setAsideOrPark(
        retry(
            envelope,
            facts,
            intervalAfter(envelope, facts),
            Verdict.UNKNOWN,
            "the TransactionChecker does not know"));
  }

  /** There was no time to ask: the same again at once. */
  Decision askLater(Envelope envelope, Facts facts) {
    return new SetAside(state(envelope, facts).dueAt(facts.times().now()), true);
  }

  private Decision deliver(Envelope envelope, Facts facts) {
    Suspension suspended = facts.suspended();
    if (facts.failed() != null) {
      // After those that were not tried because of it: otherwise it would be first again, and its
      // destination, if the fault is its own, would never be seen to take another one.
      long wait = intervalAfter(envelope, facts);
      if (suspended != null) {
        wait = Math.max(wait, suspended.remaining() + policy.backoff().first());
      }
      return setAsideOrPark(retry(envelope, facts, wait, Verdict.COMMIT, facts.failed()));
    }
    if (suspended != null) {
      // It counts in a waiting queue, but parks no message: that takes a refusal of its own.
      return new SetAside(
          retry(
              envelope,
              facts,
              suspended.remaining(),
              facts.waiting() && !facts.early(),
              Verdict.COMMIT,
              suspended.cause()));
    }
    long now = facts.times().now();
    long delay = envelope.deliverAt() == 0 ? 0 : Math.max(0, envelope.deliverAt() - now);
    // 0 would be for ever: what has expired goes out with the least time there is, and expires at
    // its destination, where it is seen.
    long timeToLive = envelope.expireAt() == 0 ? 0 : Math.max(1, envelope.expireAt() - now);
    return new Forward(delay, timeToLive);
  }

  private Decision undecided(Envelope envelope, Marker marker, Facts facts) {
    if (marker == Marker.GONE) {
      return park(envelope, facts);
    }
    if (facts.local() == Local.OPEN) {
      // The immunity time begins when the message is first seen after the transaction's end.
      return new SetAside(
          uncounted(envelope, facts, "the transaction is open").seen(Sighting.NONE));
    }
    boolean checker = envelope.settlement() == Settlement.CHECKER;
    if (checker && facts.local() == Local.ENDED) {
      return facts.waiting() ? new Ask() : askLater(envelope, facts);
    }
    if (!facts.waiting() || immunityLeft(envelope, facts) > 0) {
      return new SetAside(untilImmunityEnds(envelope, facts));
    }
    if (!checker && policy.buckets().over(envelope.transaction().bucket(), facts.times().now())) {
      return park(envelope, facts);
    }
    return new Ask();
  }

  private long immunityLeft(Envelope envelope, Facts facts) {
    return policy.immunity() - (facts.times().monotonic() - seenAt(envelope, facts));
  }

  /** Since when this relay, or another one of the same process, has known the message. */
  private long seenAt(Envelope envelope, Facts facts) {
    RetryState before = envelope.retryState();
    long firstSeen = facts.times().firstSeen();
    return before != null && before.seen().clock().equals(clock)
        ? Math.min(before.seen().at(), firstSeen)
        : firstSeen;
  }

  private RetryState untilImmunityEnds(Envelope envelope, Facts facts) {
    return state(envelope, facts)
        .dueAt(facts.times().now() + immunityLeft(envelope, facts))
        .seen(new Sighting(clock, seenAt(envelope, facts)))
        .because("undecided");
  }

  private Decision setAsideOrPark(RetryState next) {
    return next.checks() >= policy.maxChecks() ? new Park(next) : new SetAside(next);
  }

  private Decision park(Envelope envelope, Facts facts) {
    return new Park(
        uncounted(
            envelope,
            facts,
            "the markers of that time were dropped: nobody knows how the transaction ended"));
  }

  /** After an attempt that is no reason to park the message. */
  private RetryState uncounted(Envelope envelope, Facts facts, String cause) {
    long wait = intervalAfter(envelope, facts);
    return retry(envelope, facts, wait, false, Verdict.UNKNOWN, cause);
  }

  /** After an attempt that counts, unless another clock made it too early. */
  private RetryState retry(
      Envelope envelope, Facts facts, long wait, Verdict verdict, String cause) {
    return retry(envelope, facts, wait, !facts.early(), verdict, cause);
  }

  private RetryState retry(
      Envelope envelope, Facts facts, long wait, boolean counts, Verdict verdict, String cause) {
    RetryState before = state(envelope, facts);
    return new RetryState(
        facts.times().now() + Math.min(wait, policy.maxWait()),
        before.attempts() + 1,
        before.checks() + (counts ? 1 : 0),
        before.seen(),
        verdict,
        cause);
  }

  private long intervalAfter(Envelope envelope, Facts facts) {
    return policy.backoff().after(state(envelope, facts).attempts());
  }

  /** What was known before; a new message was first seen just now. */
  private RetryState state(Envelope envelope, Facts facts) {
    RetryState before = envelope.retryState();
    Times times = facts.times();
    return before != null
        ? before
        : new RetryState(
            times.now(), 0, 0, new Sighting(clock, times.firstSeen()), Verdict.UNKNOWN, null);
  }

  private static Verdict verdict(Marker marker) {
    return switch (marker) {
      case COMMITTED -> Verdict.COMMIT;
      case ROLLED_BACK -> Verdict.ROLLBACK;
      case ABSENT, LOCKED, GONE -> Verdict.UNKNOWN;
    };
  }
}
