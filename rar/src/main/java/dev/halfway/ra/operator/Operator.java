package dev.halfway.ra.operator;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.Verdicts;
import dev.halfway.ra.broker.AtMost;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.BrokerSession;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.broker.MessageReceiver;
import dev.halfway.ra.broker.JmsHalfQueue;
import dev.halfway.ra.broker.JmsHalfQueue.Outlets;
import dev.halfway.ra.broker.LaneReceiver;
import dev.halfway.ra.broker.LeftMessages;
import dev.halfway.ra.broker.OneIntake;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.operator.Listing.QueueInDoubt;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.RelayEvents;
import dev.halfway.ra.runtime.Alarms;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What operators see and do, by browsing, and by a relay that takes one message. Thread-safe. */
public final class Operator {

  private final BrokerConnector broker;
  private final Supplier<Ownership> ownership;
  private final Supplier<List<QueueInDoubt>> queues;
  private final Verdicts verdicts;
  private final Checkers<Message> checkers;
  private final Hints hints;
  private final Outlets outlets;
  private final Alarms alarms;
  private final RelayEvents counters;
  private final Clock clock;
  private final Policy policy;
  private final UUID self;

  public Operator(
      BrokerConnector broker,
      Supplier<Ownership> ownership,
      Supplier<List<QueueInDoubt>> queues,
      Verdicts verdicts,
      Checkers<Message> checkers,
      Hints hints,
      Outlets outlets,
      Alarms alarms,
      RelayEvents counters,
      Clock clock,
      Policy policy,
      UUID self) {
    this.broker = broker;
    this.ownership = ownership;
    this.queues = queues;
    this.verdicts = verdicts;
    this.checkers = checkers;
    this.hints = hints;
    this.outlets = outlets;
    this.alarms = alarms;
    this.counters = counters;
    this.clock = clock;
    this.policy = policy;
    this.self = self;
  }

  public List<HalfTransaction> inDoubt(int limit) throws JMSException {
    List<HalfTransaction> found = new ArrayList<>();
    try (Browsing browsing = new Browsing(broker, outlets.parked())) {
      for (QueueInDoubt queue : queues.get()) {
        if (found.size() < limit) {
          browsing.browse(
              queue.name(),
              mine(queue),
              message -> {
                listed(message, queue).ifPresent(found::add);
                return found.size() < limit;
              });
        }
      }
    }
    return found;
  }

  public Optional<HalfTransaction> find(String id) throws JMSException {
    return locate(id).map(Found::listed);
  }

  public Optional<String> body(String id, int limit) throws JMSException {
    Optional<Found> found = locate(id);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(Listing.body(found.get().message(), limit));
  }

  public Resolution resolve(String id, Verdict asked) throws JMSException {
    Optional<Found> found = locate(id);
    if (found.isEmpty()) {
      return Resolution.NOT_FOUND;
    }
    Verdict verdict;
    try {
      Envelope envelope = found.get().envelope();
      verdict =
          envelope.settlement() == Settlement.MARKER
              ? verdicts.decide(envelope.transaction(), asked)
              : asked;
    } catch (Unavailable e) {
      throw failure(e);
    }
    if (verdict == Verdict.UNKNOWN) {
      return Resolution.UNDECIDED;
    }
    FixedVerdict decree = new FixedVerdict(verdict);
    Resolution settled =
        settle(found.get(), new Court(decree, decree, decree, policy.withoutImmunity()));
    if (verdict == asked) {
      return settled;
    }
    return switch (settled) {
      case DELIVERED -> Resolution.DELIVERED_INSTEAD;
      case SWALLOWED -> Resolution.SWALLOWED_INSTEAD;
      default -> settled;
    };
  }

  public Resolution check(String id) throws JMSException {
    Optional<Found> found = locate(id);
    if (found.isEmpty()) {
      return Resolution.NOT_FOUND;
    }
    try (Markers markers = verdicts.reader()) {
      return settle(found.get(), new Court(markers, checkers, hints, policy));
    } catch (Unavailable e) {
      throw failure(e);
    }
  }

  public int resume(int limit) throws JMSException {
    String parked = outlets.parked();
    String mine = ownership.get().inSharedQueues();
    int most;
    try (Browsing browsing = new Browsing(broker, parked)) {
      // What is parked once more goes to the end of the queue, so none is taken up twice.
      most = browsing.count(parked, mine, limit);
    }
    Outcome outcome = new Outcome(counters);
    MessageReceiver intake =
        new AtMost(
            new LaneReceiver(parked, () -> mine, 0, some -> false), () -> most - outcome.settled);
    try (Markers markers = verdicts.reader()) {
      relay(parked, intake, Operator::afresh, new Court(markers, checkers, hints, policy), outcome);
    } catch (Unavailable e) {
      throw failure(e);
    }
    return outcome.settled;
  }

  /** Who is asked about a message, and how patiently. */
  private record Court(Markers markers, Checkers<Message> checkers, Hints hints, Policy policy) {}

  private Resolution settle(Found found, Court court) throws JMSException {
    Outcome outcome = new Outcome(counters);
    Envelope envelope = found.envelope();
    QueueInDoubt queue = found.queue();
    String selector = Ownership.one(mine(queue), envelope.transaction(), envelope.ordinal());
    UnaryOperator<Envelope> view =
        queue.state() == State.PARKED ? Operator::afresh : ownership.get()::adopted;
    MessageReceiver one = new AtMost(new OneIntake(queue.name(), selector), () -> 1 - outcome.settled);
    relay(queue.name(), one, view, court, outcome);
    return outcome.resolution == null ? Resolution.NOT_FOUND : outcome.resolution;
  }

  /** Relays a queue until nothing is taken any more. */
  private void relay(
      String queueName, MessageReceiver intake, UnaryOperator<Envelope> view, Court court, Outcome outcome)
      throws JMSException {
    Destinations destinations = new Destinations(policy.backoff(), clock);
    try (JmsHalfQueue queue =
        new JmsHalfQueue(
            new BrokerSession(broker),
            queueName,
            intake,
            outlets,
            alarms,
            view,
            destinations,
            new LeftMessages(queueName, policy.backoff(), clock, alarms))) {
      Relay<Message> relay =
          new Relay<>(
              queue,
              true,
              court.markers(),
              court.checkers(),
              court.hints(),
              destinations,
              clock,
              court.policy(),
              outcome,
              self);
      // A message that cannot be forwarded takes a second round, in which it is set aside.
      int taken = relay.round();
      while (taken > 0) {
        taken = relay.round();
      }
    } catch (BrokerFailure | Unavailable e) {
      throw failure(e);
    }
  }

  /** A parked message that is taken up again has all its checks before it. */
  private static Envelope afresh(Envelope parked) {
    RetryState aside = parked.aside();
    return aside == null
        ? parked
        : parked.with(
            new RetryState(
                aside.due(), 0, 0, aside.seenBy(), aside.seenAt(), aside.verdict(), aside.cause()));
  }

  private record Found(
      QueueInDoubt queue, HalfTransaction listed, Envelope envelope, Message message) {}

  /** Selects this application's messages of a queue. */
  private String mine(QueueInDoubt queue) {
    return queue.state() == State.PARKED
        ? ownership.get().inSharedQueues()
        : ownership.get().inOwnQueues();
  }

  private Optional<Found> locate(String id) throws JMSException {
    int dot = id.lastIndexOf('.');
    HalfTransactionId transaction;
    int ordinal;
    try {
      transaction = HalfTransactionId.parse(id.substring(0, Math.max(0, dot)));
      ordinal = Integer.parseInt(id.substring(dot + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    List<Found> found = new ArrayList<>();
    try (Browsing browsing = new Browsing(broker, outlets.parked())) {
      for (QueueInDoubt queue : queues.get()) {
        browsing.browse(
            queue.name(),
            Ownership.one(mine(queue), transaction, ordinal),
            message -> {
              listed(message, queue)
                  .ifPresent(
                      listed -> found.add(new Found(queue, listed, envelope(message), message)));
              return found.isEmpty();
            });
        if (!found.isEmpty()) {
          return Optional.of(found.get(0));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<HalfTransaction> listed(Message message, QueueInDoubt queue) {
    try {
      return Optional.of(Listing.of(message, queue));
    } catch (JMSException | IllegalArgumentException e) {
      // Malformed: the relay parks it as it is, and its alarm tells.
      return Optional.empty();
    }
  }

  private static Envelope envelope(Message message) {
    try {
      return Envelope.read(MessageProperties.of(message));
    } catch (JMSException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JMSException failure(Exception cause) {
    JMSException failure = new JMSException(cause.getMessage());
    failure.initCause(cause);
    return failure;
  }

  /** What the relay did: how many messages it settled, set aside or parked, and with the last. */
  private static final class Outcome implements RelayEvents {

    private final RelayEvents counters;
    private @Nullable Resolution resolution;
    private int settled;

    Outcome(RelayEvents counters) {
      this.counters = counters;
    }

    @Override
    public void forwarded() {
      is(Resolution.DELIVERED);
      counters.forwarded();
    }

    @Override
    public void swallowed() {
      is(Resolution.SWALLOWED);
      counters.swallowed();
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
