package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.simulation.Transaction.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Compares what arrived with what happened. Knows nothing of the protocol. */
final class Judge {

  /** More than a few of the longest intervals between two tries. */
  private static final long PROMPTLY = TimeUnit.HOURS.toMillis(1);

  private final World world;

  Judge(World world) {
    this.world = world;
  }

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
    if (sent.delivered > 1) {
      throw new Violation(sent + " is a duplicate");
    }
    if (sent.parked != null) {
      parked(sent, sent.parked.verdict(), String.valueOf(sent.parked.cause()));
    }
    boolean committed = sent.transaction.outcome() == Outcome.COMMITTED;
    if (sent.delivered > 0 && !committed) {
      throw new Violation(sent + " is a phantom");
    }
    if (sent.delivered == 0 && committed && sent.parked == null) {
      throw new Violation(sent + " is lost");
    }
    if (sent.delivered > 0
        && sent.failedAlone == 0
        && !sent.target.everDown
        && sent.deliveredAt > world.healedAt() + PROMPTLY) {
      throw new Violation(sent + " was starved until " + sent.deliveredAt);
    }
  }

  private void parked(Sent sent, Verdict verdict, String cause) {
    if (sent.delivered > 0) {
      throw new Violation(sent + " was delivered and parked");
    }
    if (verdict == Verdict.COMMIT) {
      if (sent.transaction.outcome() != Outcome.COMMITTED) {
        throw new Violation(sent + " was parked as committed");
      }
      if (!sent.target.everDown && sent.failedAlone == 0) {
        throw new Violation(sent + " was parked although nobody refused it: " + cause);
      }
    } else if (verdict == Verdict.ROLLBACK) {
      throw new Violation(sent + " was parked as rolled back");
    } else if (cause.contains("dropped")) {
      if (!world.chaos.longJumps || sent.transaction.settlement != Settlement.MARKER) {
        throw new Violation(sent + " was parked as too old");
      }
    } else if (sent.transaction.settlement != Settlement.CHECKER) {
      throw new Violation(sent + " was parked: " + cause);
    }
  }

  private void order(Sent first, Sent second) {
    if (first.delivered != 1
        || second.delivered != 1
        || !first.isOrderedWith(second)
        || first.place >= second.place) {
      return;
    }
    if (first.everAside || second.everAside || second.mayOvertake) {
      world.journal.reached(Corner.ORDER_EXCUSED);
      return;
    }
    world.journal.reached(Corner.ORDER_COMPARED);
    if (first.deliveredAs > second.deliveredAs) {
      throw new Violation(second + " overtook " + first);
    }
  }
}
