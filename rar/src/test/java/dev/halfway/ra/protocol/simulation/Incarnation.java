package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Lanes;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.OutcomeSources;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.RelayContext;
import dev.halfway.ra.protocol.RelayEvents;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.protocol.simulation.Broker.Work;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import dev.halfway.ra.relay.ProcessHints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One process on a node, from its start to its death, with its relays and all it remembers. */
final class Incarnation implements Clock, RelayEvents {

  private static final long PAUSE_AFTER_FAILURE = 1000;
  private static final long OPEN = Long.MAX_VALUE;

  final Node node;
  final Lanes lanes;
  final UUID self;
  final Sender sender;

  /** Commits of senders that are on their way to the broker. */
  final List<Work> inFlight = new ArrayList<>();

  private final World world;
  private final long monotonicOrigin;
  private final Destinations destinations;
  private final ProcessHints hints = new ProcessHints();

  /** Whether it has forgotten what has ended, as it does after some thousand transactions. */
  private final boolean forgetful;

  private final Set<String> relayed = new HashSet<>();
  private final List<Session> sessions = new ArrayList<>();
  private final Set<HalfTransactionId> untold = new HashSet<>();

  /** What it has open, and what it has seen end: as the judge keeps it. */
  private final Set<HalfTransactionId> open = new HashSet<>();

  private final Set<HalfTransactionId> ended = new HashSet<>();

  /**
   * Since when it knows of messages of these transactions that are not, or no longer, open here.
   */
  private final Map<HalfTransactionId, Long> known = new HashMap<>();

  private boolean alive = true;

  Incarnation(World world, Node node) {
    this.world = world;
    this.node = node;
    this.lanes = new Lanes(node.name, node.lanes);
    self = world.dice.uuid();
    monotonicOrigin = world.dice.below(1_000_000_000L);
    destinations = new Destinations(world.policy.backoff(), this);
    forgetful = world.dice.chance(world.chaos.badHints);
    sender = new Sender(world, this);
  }

  boolean isAlive() {
    return alive;
  }

  /** Whether nobody can know of it yet: its first sign of life comes before anything is sent. */
  boolean isNew() {
    return relayed.isEmpty();
  }

  void die() {
    alive = false;
    sessions.forEach(Session::die);
    inFlight.forEach(world.broker::leave);
    world.transactions.stream().filter(one -> one.home == this).forEach(Transaction::abandon);
  }

  /** Starts and stops relays so that exactly these queues have one here. */
  void relay(Set<String> queues) {
    relayed.retainAll(queues);
    for (String queue : queues) {
      if (relayed.add(queue)) {
        Queue messages = world.broker.queue(queue);
        world.schedule.add(() -> live(queue), this::isAlive, () -> !messages.isEmpty());
      }
    }
  }

  private void live(String name) {
    Round round = new Round(world, this, name.endsWith(".waiting"), null);
    Session session =
        new Session(
            world, world.broker.queue(name), round, new Resident(), UnaryOperator.identity());
    Relay<Message> relay = relay(session, round);
    while (relayed.contains(name)) {
      try {
        relay.round();
      } catch (BrokerFailure | Unavailable | Undeclared e) {
        long later = world.schedule.now() + PAUSE_AFTER_FAILURE;
        world.schedule.pause(() -> false, () -> later);
      }
    }
    close(session);
  }

  /** A relay of a session's queue that asks whom relays ask. */
  Relay<Message> relay(Session session, Round round) {
    Sabotage sabotage = world.sabotage;
    Markers markers = sabotage.on(Markers.class, new MarkerStore(world, round));
    Checkers<Message> checkers = sabotage.on(Checkers.class, new Asked(world, round));
    Hints told = sabotage.on(Hints.class, new RelayHints(world, round));
    sessions.add(session);
    HalfQueue<Message> queue = sabotage.on(HalfQueue.class, session);
    return new Relay<>(
        queue,
        round.waiting,
        new OutcomeSources<>(markers, checkers, told),
        new RelayContext(destinations, this, sabotage.on(Policy.class, world.policy), this));
  }

  void open(Session session) {
    sessions.add(session);
  }

  /** Between two rounds: nothing is in its hands that was not settled. */
  void close(Session session) {
    sessions.remove(session);
    session.die();
  }

  /** Whatever is there, and what is due of it. */
  private final class Resident implements Session.MessageReceiver {

    @Override
    public boolean takes(Message message) {
      return message.isDue(now(), world.longestWait());
    }

    @Override
    public int atMost(int max) {
      return max;
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  @Override
  public long now() {
    return node.wallClock(world.schedule.now());
  }

  @Override
  public long monotonic() {
    return monotonicOrigin + world.schedule.now();
  }

  @Override
  public UUID identity() {
    return self;
  }

  long timeAt(long wallClock) {
    return node.timeAt(wallClock);
  }

  void preparing(HalfTransactionId id, int messages) {
    hints.preparing(id, messages);
    if (!ended.contains(id)) {
      open.add(id);
    }
  }

  void unconfirmed(HalfTransactionId id, int messages) {
    hints.unconfirmed(id, messages);
  }

  /** The sender says that a transaction has ended; that may take its time to get about. */
  void told(HalfTransactionId id) {
    if (world.dice.chance(world.chaos.badHints) && !world.chaos.isOver()) {
      untold.add(id);
      if (world.dice.chance(500)) {
        world.journal.reached(Corner.HINT_LOST);
      } else {
        world.journal.reached(Corner.HINT_LATE);
        long later = world.schedule.now() + world.dice.below(60_000L);
        world.schedule.add(() -> tell(id), this::isAlive, () -> world.schedule.now() >= later);
      }
    } else {
      ended(id);
    }
  }

  /** What was not told so far is told at last. */
  void tellAll() {
    List.copyOf(untold).forEach(this::tell);
  }

  private void tell(HalfTransactionId id) {
    untold.remove(id);
    ended(id);
  }

  private void ended(HalfTransactionId id) {
    hints.ended(id);
    open.remove(id);
    ended.add(id);
    known.replace(id, OPEN, world.schedule.now());
  }

  /** Whether it has the transaction open. */
  boolean hasOpen(HalfTransactionId id) {
    return open.contains(id);
  }

  /** Whether it has seen the transaction end. */
  boolean sawTheEndOf(HalfTransactionId id) {
    return ended.contains(id);
  }

  boolean isOpen(HalfTransactionId id) {
    return hints.isOpen(id);
  }

  boolean hasEnded(HalfTransactionId id) {
    return !forgetful && hints.hasEnded(id);
  }

  void asked(HalfTransactionId id, int ordinal) {
    hints.asked(id, ordinal);
  }

  void settled(HalfTransactionId id, int ordinal, boolean delivered) {
    hints.settled(id, ordinal, delivered);
  }

  /** A relay of it has taken a message. */
  void sees(Sent sent) {
    HalfTransactionId id = world.idOf(sent);
    known.putIfAbsent(id, hasOpen(id) ? OPEN : world.schedule.now());
  }

  /** For how long it has known of a transaction that was not open here, or no longer. */
  long knownFor(HalfTransactionId id) {
    long since = known.getOrDefault(id, OPEN);
    return since == OPEN ? -1 : world.schedule.now() - since;
  }

  @Override
  public void forwarded() {
    world.journal.reached(Corner.DELIVERED);
  }

  @Override
  public void discarded() {
    world.journal.reached(Corner.DISCARDED);
  }

  @Override
  public void checked() {}

  @Override
  public void setAside(RetryState state) {}

  @Override
  public void parked(Envelope envelope, RetryState state) {}

  @Override
  public String toString() {
    return node.name;
  }
}
