package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Decision.Ask;
import dev.halfway.ra.protocol.Decision.SetAside;
import dev.halfway.ra.protocol.DecisionTable.Facts;
import dev.halfway.ra.protocol.DecisionTable.Local;
import dev.halfway.ra.protocol.DecisionTable.Times;
import dev.halfway.ra.protocol.Envelope.Settlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a batch: reads all its markers at once. Where there is none, and in a waiting queue
 * only, it sets a fence or asks the application.
 */
final class BatchCheck<M> {

  private final boolean waiting;
  private final OutcomeSources<M> sources;
  private final RelayContext context;
  private final Clock clock;
  private final DecisionTable table;

  /** Why messages failed alone. */
  private final Map<String, String> failures = new Latest<>(1_000);

  /**
   * When undecided messages, of no transaction that is open here, were first seen here. The message
   * carries only the last sighting: two relays in turn would start the immunity time again for
   * ever.
   */
  private final Map<String, Long> sightings = new Latest<>(10_000);

  /**
   * Until when messages that this relay set aside are early, by the monotonic clock: half of their
   * wait. Where clocks of two relays disagree, a message would use up its checks in a moment.
   */
  private final Map<String, Long> waits = new Latest<>(10_000);

  BatchCheck(boolean waiting, OutcomeSources<M> sources, RelayContext context) {
    this.waiting = waiting;
    this.sources = sources;
    this.context = context;
    this.clock = context.clock();
    this.table = new DecisionTable(context.policy(), clock.identity());
  }

  /** One decision for each message, none of them to ask. */
  List<Decision> decide(List<Half<M>> batch) throws Unavailable {
    Collection<HalfTransactionId> transactions = new LinkedHashSet<>();
    Collection<HalfTransactionId> marked = new LinkedHashSet<>();
    for (Half<M> half : batch) {
      transactions.add(half.envelope().transaction());
      if (half.envelope().settlement() == Settlement.MARKER) {
        marked.add(half.envelope().transaction());
      }
    }
    Policy.Round limits = context.policy().round();
    if (!waiting) {
      sources.hints().awaitEnd(transactions, limits.hintTimeout());
    }
    Map<HalfTransactionId, Marker> seen =
        marked.isEmpty() ? Map.of() : sources.markers().read(marked);
    long asking = clock.monotonic();
    List<Decision> decisions = new ArrayList<>(batch.size());
    for (Half<M> half : batch) {
      Envelope envelope = half.envelope();
      Facts facts = facts(envelope, clock.monotonic());
      Decision decision =
          table.decide(envelope, seen.getOrDefault(envelope.transaction(), Marker.ABSENT), facts);
      if (decision instanceof Ask) {
        decision =
            clock.monotonic() - asking < limits.askTimeout()
                ? ask(half)
                : table.askLater(envelope, facts);
      }
      decisions.add(decision);
    }
    return decisions;
  }

  /** It could not be forwarded although it was tried alone. */
  void failedAlone(Envelope envelope, String cause) {
    failures.put(envelope.messageId(), cause);
  }

  /** It went where it was decided. */
  void carriedOut(Envelope envelope, Decision decision) {
    failures.remove(envelope.messageId());
    if (decision instanceof SetAside aside) {
      long wait = Math.max(0, aside.state().due() - clock.now());
      waits.put(envelope.messageId(), clock.monotonic() + wait / 2);
    } else {
      sightings.remove(envelope.messageId());
      waits.remove(envelope.messageId());
    }
  }

  private Decision ask(Half<M> half) {
    Envelope envelope = half.envelope();
    context.events().checked();
    if (envelope.settlement() == Settlement.CHECKER) {
      // What it knew when it was asked, however long it took to say so.
      long asked = clock.monotonic();
      @Nullable Verdict answer = sources.checkers().check(half);
      return table.checked(envelope, answer, facts(envelope, asked));
    }
    Marker fence;
    try {
      fence = sources.markers().fence(envelope.transaction());
    } catch (Unavailable e) {
      // Whether the fence stands is not known, so nothing is.
      fence = Marker.ABSENT;
    }
    return table.fenced(envelope, fence, facts(envelope, clock.monotonic()));
  }

  private Facts facts(Envelope envelope, long monotonic) {
    Hints hints = sources.hints();
    HalfTransactionId transaction = envelope.transaction();
    return new Facts(
        new Times(clock.now(), monotonic, firstSight(envelope, monotonic)),
        waiting,
        monotonic < waits.getOrDefault(envelope.messageId(), Long.MIN_VALUE),
        hints.isOpen(transaction)
            ? Local.OPEN
            : hints.hasEnded(transaction) ? Local.ENDED : Local.NOTHING,
        failures.get(envelope.messageId()),
        context.destinations().suspension(envelope.destination()));
  }

  private long firstSight(Envelope envelope, long now) {
    if (!waiting || sources.hints().isOpen(envelope.transaction())) {
      return now;
    }
    Long before = sightings.get(envelope.messageId());
    if (before == null) {
      sightings.put(envelope.messageId(), now);
      return now;
    }
    return before;
  }
}
