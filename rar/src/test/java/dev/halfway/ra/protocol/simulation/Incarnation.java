package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Aside;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.RelayEvents;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One process on a node, from its start to its death, with its relays and all it remembers. */
final class Incarnation implements Clock, Hints, Checkers<Message>, RelayEvents {

  private static final long PAUSE_AFTER_FAILURE = 1000;

  final Node node;
  private final World world;
  private final UUID self;
  private final long monotonicOrigin;
  private final Destinations destinations;
  private final Set<String> relayed = new HashSet<>();
  private final List<Session> sessions = new ArrayList<>();
  private final Set<HalfTransactionId> open = new HashSet<>();
  private final Set<HalfTransactionId> ended = new HashSet<>();
  private boolean alive = true;

  Incarnation(World world, Node node) {
    this.world = world;
    this.node = node;
    self = world.dice.uuid();
    monotonicOrigin = world.dice.below(1_000_000_000L);
    destinations = new Destinations(world.policy.backoff(), this);
  }

  boolean isAlive() {
    return alive;
  }

  void die() {
    alive = false;
    sessions.forEach(Session::die);
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
    Queue waiting = world.broker.queue(world.waitingQueueOf(name));
    boolean waits = name.equals(waiting.name);
    Session session =
        new Session(world, world.broker.queue(name), waiting, world.broker.queue("parked"), this);
    sessions.add(session);
    HalfQueue<Message> queue = world.sabotage.queue().apply(session);
    Markers markers = world.sabotage.markers().apply(new MarkerStore(world));
    Relay<Message> relay =
        new Relay<>(
            queue, waits, markers, this, this, destinations, this, world.policy, this, self);
    while (relayed.contains(name)) {
      try {
        relay.round();
      } catch (BrokerFailure | Unavailable | Undeclared e) {
        long later = world.schedule.now() + PAUSE_AFTER_FAILURE;
        world.schedule.pause(() -> false, () -> later);
      }
    }
    // Stopped between two rounds: nothing is in its hands that was not settled.
    sessions.remove(session);
    session.die();
  }

  @Override
  public long now() {
    return node.wallClock(world.schedule.now());
  }

  @Override
  public long monotonic() {
    return monotonicOrigin + world.schedule.now();
  }

  long timeAt(long wallClock) {
    return node.timeAt(wallClock);
  }

  void begun(HalfTransactionId id) {
    open.add(id);
  }

  void ended(HalfTransactionId id) {
    open.remove(id);
    ended.add(id);
  }

  @Override
  public void awaitEnd(Collection<HalfTransactionId> ids, long bound) {
    List<HalfTransactionId> awaited = List.copyOf(ids);
    long latest = world.schedule.now() + bound;
    world.schedule.pause(() -> awaited.stream().noneMatch(open::contains), () -> latest);
  }

  @Override
  public boolean isOpen(HalfTransactionId id) {
    return open.contains(id);
  }

  @Override
  public boolean hasEnded(HalfTransactionId id) {
    return ended.contains(id);
  }

  @Override
  public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
    Sent sent = world.transaction(id).messages.get(ordinal);
    if (delivered && sent.delivered == 0) {
      throw new Violation(sent + " was said to be delivered and is not");
    }
  }

  @Override
  public @Nullable Verdict check(Half<Message> half) {
    Transaction transaction = world.transaction(half.envelope().transaction());
    world.schedule.pause();
    Verdict answer = transaction.answer(world.naiveCheckers);
    // It may take its time to say what it saw.
    long later = world.schedule.now() + (world.dice.chance(200) ? world.dice.below(10_000) : 0);
    world.schedule.pause(() -> false, () -> later);
    return switch (world.chaos.fault()) {
      case NONE -> answer;
      case BEFORE, UNDECLARED -> null;
      case AFTER, LATE -> Verdict.UNKNOWN;
    };
  }

  @Override
  public void forwarded() {
    world.journal.reached(Corner.DELIVERED);
  }

  @Override
  public void swallowed() {
    world.journal.reached(Corner.SWALLOWED);
  }

  @Override
  public void checked() {}

  @Override
  public void setAside(Aside state) {}

  @Override
  public void parked(Envelope envelope, Aside state) {}

  @Override
  public String toString() {
    return node.name;
  }
}
