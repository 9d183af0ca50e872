package dev.halfway.ra.operator;

import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.broker.HalfQueues;
import dev.halfway.ra.broker.JmsHalfQueue;
import dev.halfway.ra.broker.LaneReceiver;
import dev.halfway.ra.jms.Caused;
import dev.halfway.ra.operator.InDoubt.Found;
import dev.halfway.ra.operator.InDoubt.QueueInDoubt;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.OutcomeSources;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.RelayContext;
import dev.halfway.ra.protocol.RelayEvents;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators decide, carried out by a relay that takes the messages in question. Thread-safe.
 */
public record Operator(
    HalfQueues queues,
    InDoubt inDoubt,
    Store store,
    Checkers<Message> checkers,
    Hints hints,
    RelayContext context) {

  /** Decides the transaction of a message, and settles the message. */
  public Resolution resolve(String id, Verdict asked) throws JMSException {
    Optional<Found> found = inDoubt.locate(id);
    if (found.isEmpty()) {
      return Resolution.NOT_FOUND;
    }
    try {
      Envelope envelope = found.get().envelope();
      Verdict verdict =
          envelope.settlement() == Settlement.MARKER
              ? store.decide(envelope.transaction(), asked)
              : asked;
      if (verdict == Verdict.UNKNOWN) {
        return Resolution.UNDECIDED;
      }
      Resolution settled =
          settle(found.get(), OutcomeSources.fixed(verdict), context.policy().withoutImmunity());
      return verdict == asked ? settled : instead(settled);
    } catch (Unavailable e) {
      throw failure(e);
    }
  }

  private static Resolution instead(Resolution settled) {
    return switch (settled) {
      case DELIVERED -> Resolution.DELIVERED_INSTEAD;
      case SWALLOWED -> Resolution.SWALLOWED_INSTEAD;
      default -> settled;
    };
  }

  /** Checks a message now. */
  public Resolution check(String id) throws JMSException {
    Optional<Found> found = inDoubt.locate(id);
    if (found.isEmpty()) {
      return Resolution.NOT_FOUND;
    }
    try (Markers markers = store.reader()) {
      return settle(found.get(), sources(markers), context.policy());
    } catch (Unavailable e) {
      throw failure(e);
    }
  }

  /** Takes parked messages from the head of their queue. */
  public int resume(int limit) throws JMSException {
    String parked = queues.names().parked();
    String mine = store.ownership().inSharedQueues();
    int max;
    try (Browsing browsing = new Browsing(queues.broker(), parked)) {
      // What is parked once more goes to the end of the queue, so none is resumed twice.
      max = browsing.count(parked, mine, limit);
    }
    Outcome outcome = new Outcome(context.events(), max);
    try (Markers markers = store.reader();
        JmsHalfQueue queue = open(parked, mine, Operator::resumed)) {
      relay(queue, sources(markers), context.policy(), outcome);
    } catch (Unavailable e) {
      throw failure(e);
    }
    return outcome.settled;
  }

  /** Makes broker and marker store agree, whatever they knew of each other. */
  public void rebind() throws JMSException {
    try {
      store.rebind();
    } catch (Unavailable e) {
      throw failure(e);
    }
  }

  private OutcomeSources<Message> sources(Markers markers) {
    return new OutcomeSources<>(markers, checkers, hints);
  }

  private Resolution settle(Found found, OutcomeSources<Message> sources, Policy policy)
      throws JMSException, Unavailable {
    Outcome outcome = new Outcome(context.events(), 1);
    Ownership ownership = store.ownership();
    Envelope envelope = found.envelope();
    QueueInDoubt from = found.queue();
    String selector =
        Ownership.one(from.mine(ownership), envelope.transaction(), envelope.ordinal());
    UnaryOperator<Envelope> view =
        from.state() == State.PARKED ? Operator::resumed : ownership::adopted;
    try (JmsHalfQueue queue = open(from.name(), selector, view)) {
      relay(queue, sources, policy, outcome);
    }
    return outcome.resolution == null ? Resolution.NOT_FOUND : outcome.resolution;
  }

  private JmsHalfQueue open(String queue, String selector, UnaryOperator<Envelope> view) {
    return queues.open(LaneReceiver.ofWhatIsThere(queue), selector, view);
  }

  /** Relays a queue until enough is settled, or nothing is left to take. */
  private void relay(
      JmsHalfQueue queue, OutcomeSources<Message> sources, Policy policy, Outcome outcome)
      throws JMSException, Unavailable {
    Destinations destinations = new Destinations(policy.backoff(), context.clock());
    Relay<Message> relay =
        new Relay<>(
            queue, true, sources, new RelayContext(destinations, context.clock(), policy, outcome));
    try {
      // A message that cannot be forwarded takes a second round, in which it is set aside.
      int taken = outcome.left();
      while (taken > 0 && outcome.left() > 0) {
        taken = relay.round(outcome.left());
      }
    } catch (BrokerFailure e) {
      throw failure(e);
    }
  }

  private static Envelope resumed(Envelope parked) {
    RetryState state = parked.retryState();
    return state == null ? parked : parked.with(state.resumed());
  }

  private static JMSException failure(Exception cause) {
    return Caused.by(cause, new JMSException(cause.getMessage()));
  }

  /** What the relay did: how many messages it settled, set aside or parked, and with the last. */
  private static final class Outcome implements RelayEvents {

    private final RelayEvents counters;
    private final int max;
    private @Nullable Resolution resolution;
    private int settled;

    Outcome(RelayEvents counters, int max) {
      this.counters = counters;
      this.max = max;
    }

    int left() {
      return max - settled;
    }

    @Override
    public void forwarded() {
      is(Resolution.DELIVERED);
      counters.forwarded();
    }

    @Override
    public void discarded() {
      is(Resolution.SWALLOWED);
      counters.discarded();
    }

    @Override
    public void checked() {
      counters.checked();
    }

    @Override
    public void setAside(RetryState state) {
      is(unsettled(state));
      counters.setAside(state);
    }

    @Override
    public void parked(Envelope envelope, RetryState state) {
      is(unsettled(state));
      counters.parked(envelope, state);
    }

    private void is(Resolution one) {
      resolution = one;
      settled++;
    }

    private static Resolution unsettled(RetryState state) {
      return state.verdict() == Verdict.COMMIT ? Resolution.NOT_DELIVERABLE : Resolution.UNDECIDED;
    }
  }
}
