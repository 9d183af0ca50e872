package dev.halfway.ra.protocol.simulation;

import static java.util.Objects.requireNonNull;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.simulation.Broker.Work;
import dev.halfway.ra.protocol.simulation.Transaction.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Compares what is done with what happened, by rules of its own: from the protocol it takes the
 * numbers that were configured and what a relay says it does, and no judgement.
 */
final class Judge {

  /** More than a few of the longest intervals between two tries. */
  private static final long PROMPTLY = TimeUnit.HOURS.toMillis(1);

  private final World world;

  Judge(World world) {
    this.world = world;
  }

  // --- while it happens

  /** A message becomes durable in a half queue. */
  void half(Sent sent, String transaction, Map<String, Object> properties) {
    HalfTransactionId id = HalfTransactionId.parse(transaction);
    if (world.transaction(id) != sent.transaction) {
      throw new Violation(sent + " belongs to " + world.transaction(id));
    }
    if (sent.transaction.settlement == Settlement.MARKER && !sent.transaction.isMarked(id)) {
      throw new Violation(sent + " is half before its marker is written");
    }
    world.isIn(sent, id);
    String lane = requireNonNull(sent.lane);
    String number = lane.substring(lane.lastIndexOf('.') + 1);
    if (!lane.equals(sent.transaction.home.node.name + "." + number)
        || !number.matches("\\d+")
        || Integer.parseInt(number) >= sent.lanes) {
      throw new Violation(sent + " is half in " + lane + ", where nobody looks");
    }
    if (properties.keySet().stream().anyMatch(name -> !name.startsWith("halfway_"))
        && properties.keySet().stream()
            .anyMatch(name -> name.startsWith("JMS") || name.startsWith("_"))) {
      throw new Violation(sent + " is half with what a broker would act on: " + properties);
    }
  }

  /** A fence is about to be set by a relay. */
  void fences(HalfTransactionId id, Incarnation process) {
    if (process.hasOpen(id)) {
      throw new Violation(id + " is fenced by the process that has it open");
    }
    if (process.knownFor(id) < world.policy.immunity()) {
      throw new Violation(id + " is fenced after " + process.knownFor(id));
    }
    if (world.database.isOver(id.bucket(), process.now())) {
      throw new Violation(id + " is fenced although its markers may be gone");
    }
  }

  /** An application is about to be asked by a relay. */
  void asks(Sent sent, Incarnation process) {
    HalfTransactionId id = world.idOf(sent);
    if (process.hasOpen(id)) {
      throw new Violation(sent + " is asked about by the process that has it open");
    }
    if (process.knownFor(id) < world.policy.immunity() && !process.sawTheEndOf(id)) {
      throw new Violation(sent + " is asked about after " + process.knownFor(id));
    }
    sent.askedEarly = process.knownFor(id) < world.policy.immunity();
  }

  /** A message is about to be forwarded. */
  void forwards(Sent sent, Envelope envelope, long delay, long timeToLive, Round round) {
    if (!envelope.destination().equals(sent.target.name)
        || envelope.topic()
        || envelope.priority() != sent.priority
        || envelope.persistent() != sent.persistent) {
      throw new Violation(sent + " is not forwarded as it was sent: " + envelope);
    }
    if (!round.clockWasSet()) {
      expect(sent, "delay", delay, sent.deliverAt(), 0, round);
      expect(sent, "time to live", timeToLive, sent.expireAt(), 1, round);
    }
    if (sent.delay > 0) {
      world.journal.reached(Corner.DELAYED);
    }
    if (sent.timeToLive > 0 && sent.expireAt() <= round.process.now()) {
      world.journal.reached(Corner.EXPIRED);
    }
  }

  private static void expect(
      Sent sent, String what, long value, long until, long least, Round round) {
    long longest = until == 0 ? 0 : Math.max(least, until - round.earliest());
    long shortest = until == 0 ? 0 : Math.max(least, until - round.process.now());
    if (value < shortest || value > longest) {
      throw new Violation(
          "%s is forwarded with %s %d instead of %d to %d"
              .formatted(sent, what, value, shortest, longest));
    }
  }

  /** A message is about to be set aside. */
  void setsAside(Sent sent, RetryState state, Round round) {
    verdict(sent, state, round);
    long latest = round.process.now() + world.longestAside();
    if (!round.clockWasSet() && state.due() > latest) {
      throw new Violation(sent + " is set aside until " + (state.due() - latest) + " too late");
    }
  }

  /** A message is about to be parked. */
  void parks(Sent sent, RetryState state, Round round) {
    verdict(sent, state, round);
    int looks = sent.looks + 1;
    if (state.verdict() == Verdict.COMMIT) {
      if (sent.failedAlone == 0) {
        throw new Violation(sent + " is parked although nobody refused it: " + state);
      }
      if (looks < world.policy.maxChecks()) {
        throw new Violation(sent + " is parked after " + looks + " looks: " + state);
      }
    } else if (sent.transaction.settlement == Settlement.CHECKER) {
      if (sent.unknown < world.policy.maxChecks()) {
        throw new Violation(sent + " is parked although it was not asked often: " + state);
      }
    } else if (!isForgotten(sent, round)) {
      throw new Violation(sent + " is parked: " + state);
    } else {
      world.journal.reached(Corner.PARKED_AS_TOO_OLD);
    }
  }

  private boolean isForgotten(Sent sent, Round round) {
    int bucket = world.idOf(sent).bucket();
    return !world.database.hasTable(bucket)
        || world.database.isOver(bucket, round.process.now())
        || world.database.isOver(bucket, round.earliest());
  }

  private void verdict(Sent sent, RetryState state, Round round) {
    boolean committed =
        isCommitted(sent) || sent.forced == Verdict.COMMIT || round.decided == Verdict.COMMIT;
    if (state.verdict() == Verdict.ROLLBACK) {
      throw new Violation(sent + " is kept as rolled back");
    }
    if (state.verdict() == Verdict.COMMIT && !committed) {
      throw new Violation(sent + " is kept as committed");
    }
  }

  private static boolean isCommitted(Sent sent) {
    return sent.transaction.outcome() == Outcome.COMMITTED || sent.transaction.isForcedCommit();
  }

  /** A message arrives at its destination. */
  void arrives(Sent sent, Work work) {
    if (work.decided == Verdict.COMMIT && !isCommitted(sent)) {
      sent.forced = Verdict.COMMIT;
    }
    if (sent.delivered > 0) {
      throw new Violation(sent + " is a duplicate");
    }
    if (!isCommitted(sent) && sent.forced != Verdict.COMMIT) {
      throw new Violation(sent + " is a phantom");
    }
    if (!sent.accepted && sent.transaction.isOver() && sent.forced != Verdict.COMMIT) {
      throw new Violation(sent + " is a phantom: it was refused");
    }
  }

  /** A message was taken and put nowhere. */
  void discarded(Sent sent, Work work) {
    if (work.decided == Verdict.ROLLBACK) {
      sent.forced = Verdict.ROLLBACK;
      return;
    }
    if (sent.forced == Verdict.COMMIT) {
      throw new Violation(sent + " is lost: it was forgotten that it has to be delivered");
    }
    if (sent.transaction.settlement == Settlement.MARKER) {
      if (!world.database.isRolledBack(world.idOf(sent))) {
        throw new Violation(sent + " is lost: no row says that it was rolled back");
      }
    } else if (sent.transaction.outcome() != Outcome.ROLLED_BACK) {
      if (work.process == sent.transaction.home || sent.askedEarly) {
        throw new Violation(sent + " is lost: its application was believed too early");
      }
      sent.transaction.misjudgeElsewhere();
    }
  }

  /** A node begins to relay a queue of somebody else's. */
  void takesOver(String queue, String node, long silent, boolean taken, long takerSilent) {
    if (silent <= Registry.PATIENCE) {
      throw new Violation(node + " takes " + queue + " over, whose node is there");
    }
    if (taken && takerSilent <= Registry.PATIENCE) {
      throw new Violation(node + " takes " + queue + " over, which somebody relays");
    }
  }

  // --- when all is over

  void judge() {
    List<Sent> all = world.transactions.stream().flatMap(one -> one.messages.stream()).toList();
    all.forEach(this::judge);
    for (Sent first : all) {
      for (Sent second : all) {
        order(first, second);
      }
    }
  }

  private void judge(Sent sent) {
    if (sent.delivered > 0 && sent.parked != null) {
      throw new Violation(sent + " was delivered and parked");
    }
    boolean wanted =
        sent.forced == Verdict.COMMIT
            || (sent.accepted
                && sent.forced != Verdict.ROLLBACK
                && sent.transaction.outcome() == Outcome.COMMITTED
                && !sent.transaction.isMisjudgedElsewhere());
    if (wanted && sent.delivered == 0 && sent.parked == null) {
      throw new Violation(sent + " is lost");
    }
    if (sent.delivered > 0
        && sent.failedAlone == 0
        && sent.looks == 0
        && !sent.target.everDown
        && sent.deliveredAt > world.healedAt() + PROMPTLY) {
      throw new Violation(sent + " was starved until " + sent.deliveredAt);
    }
  }

  private void order(Sent first, Sent second) {
    if (first.delivered != 1
        || second.delivered != 1
        || first.place == 0
        || !first.isOrderedWith(second)
        || first.place >= second.place) {
      return;
    }
    if (first.lanes == second.lanes && !requireNonNull(first.lane).equals(second.lane)) {
      throw new Violation(second + " did not follow " + first + " into " + first.lane);
    }
    if (first.everAside
        || second.everAside
        || first.outOfTurn
        || second.outOfTurn
        || second.mayOvertake
        || first.lanes != second.lanes) {
      world.journal.reached(Corner.ORDER_EXCUSED);
      return;
    }
    world.journal.reached(Corner.ORDER_COMPARED);
    if (first.deliveredAs > second.deliveredAs) {
      throw new Violation(second + " overtook " + first);
    }
  }
}
