package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Decision.Ask;
import dev.halfway.ra.protocol.Decision.Forward;
import dev.halfway.ra.protocol.Decision.Park;
import dev.halfway.ra.protocol.Decision.SetAside;
import dev.halfway.ra.protocol.Decision.Discard;
import dev.halfway.ra.protocol.Envelope.Settlement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What follows for one half message from what is known about it. A pure function of its arguments,
 * the policy, and the relay's identity.
 */
final class DecisionTable {

  /** No relay has this identity. */
  private static final UUID NOBODY = new UUID(0, 0);

  private final Policy policy;
  private final UUID self;

  DecisionTable(Policy policy, UUID self) {
    this.policy = policy;
    this.self = self;
  }

  /**
   * What is known now.
   *
   * @param now milliseconds since 1970
   * @param monotonic this relay's monotonic clock
   * @param firstSeen when this relay saw the message first, by the same clock; but not before its
   *     transaction, if it is this process's, had ended
   * @param waiting whether the message comes from the waiting queue, and so was looked at before
   * @param early whether this relay set it aside a moment ago, and another clock brought it back
   * @param open whether this process has the transaction open
   * @param ended whether this process has seen the transaction end
   * @param failed why forwarding this message failed when it was tried alone; null when it did not
   * @param suspended why the destination takes nothing at the moment; null when it does
   * @param suspendedFor milliseconds until it is tried again
   */
  record Facts(
      long now,
      long monotonic,
      long firstSeen,
      boolean waiting,
      boolean early,
      boolean open,
      boolean ended,
      @Nullable String failed,
      @Nullable String suspended,
      long suspendedFor) {}

  /** Before anybody was asked: from what the marker store shows. */
  Decision decide(Envelope envelope, Marker marker, Facts facts) {
    Verdict known = verdict(marker);
    if (known == Verdict.UNKNOWN && envelope.aside() != null) {
      known = envelope.aside().verdict();
    }
    return switch (known) {
      case COMMIT -> deliver(envelope, facts);
      case ROLLBACK -> new Discard();
      case UNKNOWN -> undecided(envelope, marker, facts);
    };
  }

  /**
   * After the fence was tried.
   *
   * @param marker ABSENT when it is not known what came of it
   */
  Decision fenced(Envelope envelope, Marker marker, Facts facts) {
    return switch (marker) {
      case COMMITTED -> deliver(envelope, facts);
      case ROLLED_BACK -> new Discard();
      case LOCKED ->
          new SetAside(again(envelope, facts, false, Verdict.UNKNOWN, "the transaction is open"));
      case ABSENT ->
          new SetAside(
              again(
                  envelope,
                  facts,
                  false,
                  Verdict.UNKNOWN,
                  "it is not known whether the fence stands"));
      case GONE -> new Park(forgotten(envelope, facts));
    };
  }

  /**
   * After the application was asked.
   *
   * @param answer null when nobody was there to answer
   */
  Decision checked(Envelope envelope, @Nullable Verdict answer, Facts facts) {
    if (answer == null) {
      return new SetAside(
          again(
              envelope,
              facts,
              false,
              Verdict.UNKNOWN,
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
    return counted(
        again(envelope, facts, true, Verdict.UNKNOWN, "the TransactionChecker does not know"));
  }

  /** Nobody got round to asking: the same again at once. */
  Decision askLater(Envelope envelope, Facts facts) {
    RetryState before = aside(envelope, facts);
    return new SetAside(
        new RetryState(
            facts.now(),
            before.attempts(),
            before.checks(),
            before.seenBy(),
            before.seenAt(),
            before.verdict(),
            before.cause()),
        true);
  }

  private Decision deliver(Envelope envelope, Facts facts) {
    if (facts.failed() != null) {
      // After those that were not tried because of it: otherwise it would be first again, and its
      // destination, if the fault is its own, would never be seen to take another one.
      long wait = intervalAfter(envelope, facts);
      if (facts.suspended() != null) {
        wait = Math.max(wait, facts.suspendedFor() + policy.backoff().first());
      }
      return counted(again(envelope, facts, wait, true, Verdict.COMMIT, facts.failed()));
    }
    if (facts.suspended() != null) {
      // Counts, but parks nobody: that takes a refusal of one's own.
      return new SetAside(
          again(
              envelope,
              facts,
              facts.suspendedFor(),
              facts.waiting(),
              Verdict.COMMIT,
              facts.suspended()));
    }
    long delay = envelope.deliverAt() == 0 ? 0 : Math.max(0, envelope.deliverAt() - facts.now());
    // 0 would be for ever: what has expired goes out with the least time there is, and expires at
    // its destination, where it is seen.
    long timeToLive = envelope.expireAt() == 0 ? 0 : Math.max(1, envelope.expireAt() - facts.now());
    return new Forward(delay, timeToLive);
  }

  private Decision undecided(Envelope envelope, Marker marker, Facts facts) {
    if (marker == Marker.GONE) {
      return new Park(forgotten(envelope, facts));
    }
    if (facts.open()) {
      return new SetAside(
          unseen(again(envelope, facts, false, Verdict.UNKNOWN, "the transaction is open")));
    }
    boolean checker = envelope.settlement() == Settlement.CHECKER;
    if (checker && facts.ended()) {
      return facts.waiting() ? new Ask() : askLater(envelope, facts);
    }
    if (!facts.waiting() || immunityLeft(envelope, facts) > 0) {
      return new SetAside(untilImmunityEnds(envelope, facts));
    }
    if (!checker && policy.buckets().over(envelope.transaction().bucket(), facts.now())) {
      return new Park(forgotten(envelope, facts));
    }
    return new Ask();
  }

  private long immunityLeft(Envelope envelope, Facts facts) {
    return policy.immunity() - (facts.monotonic() - seenAt(envelope, facts));
  }

  /** Since when this relay, or another one of the same process, has known the message. */
  private long seenAt(Envelope envelope, Facts facts) {
    RetryState aside = envelope.aside();
    return aside != null && aside.seenBy().equals(self)
        ? Math.min(aside.seenAt(), facts.firstSeen())
        : facts.firstSeen();
  }

  private RetryState untilImmunityEnds(Envelope envelope, Facts facts) {
    RetryState before = aside(envelope, facts);
    return new RetryState(
        facts.now() + immunityLeft(envelope, facts),
        before.attempts(),
        before.checks(),
        self,
        seenAt(envelope, facts),
        before.verdict(),
        "undecided");
  }

  /** The immunity time begins when the message is first seen after the transaction's end. */
  private static RetryState unseen(RetryState next) {
    return new RetryState(
        next.due(), next.attempts(), next.checks(), NOBODY, 0, next.verdict(), next.cause());
  }

  private Decision counted(RetryState next) {
    return next.checks() >= policy.maxChecks() ? new Park(next) : new SetAside(next);
  }

  private RetryState again(
      Envelope envelope, Facts facts, boolean counts, Verdict verdict, String cause) {
    return again(envelope, facts, intervalAfter(envelope, facts), counts, verdict, cause);
  }

  private RetryState again(
      Envelope envelope, Facts facts, long wait, boolean counts, Verdict verdict, String cause) {
    RetryState before = aside(envelope, facts);
    return new RetryState(
        facts.now() + Math.min(wait, policy.longestWait()),
        before.attempts() + 1,
        counts && !facts.early() ? before.checks() + 1 : before.checks(),
        before.seenBy(),
        before.seenAt(),
        verdict,
        cause);
  }

  private long intervalAfter(Envelope envelope, Facts facts) {
    return policy.backoff().after(aside(envelope, facts).attempts());
  }

  private RetryState forgotten(Envelope envelope, Facts facts) {
    return again(
        envelope,
        facts,
        false,
        Verdict.UNKNOWN,
        "the markers of that time were dropped: nobody knows how the transaction ended");
  }

  /** What was known before; of a message that nobody has looked at, that it was seen just now. */
  private RetryState aside(Envelope envelope, Facts facts) {
    return envelope.aside() != null
        ? envelope.aside()
        : new RetryState(facts.now(), 0, 0, self, facts.firstSeen(), Verdict.UNKNOWN, null);
  }

  private static Verdict verdict(Marker marker) {
    return switch (marker) {
      case COMMITTED -> Verdict.COMMIT;
      case ROLLED_BACK -> Verdict.ROLLBACK;
      case ABSENT, LOCKED, GONE -> Verdict.UNKNOWN;
    };
  }
}
