package dev.halfway.ra.protocol.simulation;

import static java.util.Objects.requireNonNull;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A broker with local transactions. */
final class Broker {

  /** What one transaction took and where it puts what. */
  static final class Work {
    final List<Message> taken = new ArrayList<>();
    final List<Runnable> puts = new ArrayList<>();

    /** What it took and puts somewhere; what else it took goes nowhere. */
    final Set<Message> put = new HashSet<>();

    final Queue from;
    final Incarnation process;

    /** What an operator decided, whose work it is. */
    @Nullable Verdict decided;

    /** Whether its commit is on its way to the broker, or only its end is to be noticed. */
    boolean committing;

    /** Nobody is there any more who could end it, and the broker has not noticed. */
    boolean lingers;

    /** A destination has refused a message in it, so it cannot commit any more. */
    boolean doomed;

    Work(Queue from, Incarnation process) {
      this.from = from;
      this.process = process;
    }
  }

  private final World world;
  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private final Map<String, Sent> names = new HashMap<>();
  private final List<Work> leftBehind = new ArrayList<>();
  private long deliveries;
  private long places;
  private int life;
  boolean down;

  Broker(World world) {
    this.world = world;
  }

  Queue queue(String name) {
    return queues.computeIfAbsent(name, Queue::new);
  }

  Collection<Queue> queues() {
    return queues.values();
  }

  /** Changes whenever it stops: connections do not survive that. */
  int life() {
    return life;
  }

  void stop() {
    down = true;
    life++;
  }

  void commit(Work work) {
    world.journal.note("commit", work.taken);
    for (Message message : work.taken) {
      work.from.remove(message);
      if (work.from.name.equals("parked")) {
        message.sent.resume();
      }
    }
    for (Message message : work.taken) {
      if (!work.put.contains(message)) {
        world.judge.discarded(message.sent, work);
      }
    }
    work.taken.clear();
    work.puts.forEach(Runnable::run);
    work.puts.clear();
  }

  void rollBack(Work work) {
    for (Message message : work.taken) {
      message.holder = null;
    }
    work.taken.clear();
    work.puts.clear();
  }

  /** Nobody is there any more who could end it. The broker will notice. */
  void leave(Work work) {
    work.lingers = true;
    leftBehind.add(work);
  }

  boolean hasLeftBehind() {
    return !leftBehind.isEmpty();
  }

  /** The broker ends a transaction whose client has gone. */
  void notice(Dice dice) {
    Work work = leftBehind.remove(dice.below(leftBehind.size()));
    if (work.committing && !work.doomed && dice.chance(600)) {
      world.journal.note("late commit", work.taken);
      world.journal.reached(work.taken.isEmpty() ? Corner.HALF_LATE : Corner.BROKER_COMMIT_LATE);
      commit(work);
    } else {
      world.journal.note("late rollback", work.taken);
      rollBack(work);
    }
  }

  /** A message becomes durable in a half queue. */
  void makeHalf(Sent sent, String lane, Map<String, Object> properties) {
    world.journal.note("half in " + lane, sent);
    sent.name =
        properties.get(PropertyNames.TRANSACTION) + "." + properties.get(PropertyNames.ORDINAL);
    sent.place = ++places;
    sent.lane = lane;
    sent.lanes = sent.transaction.home.lanes.count();
    world.judge.half(sent, String.valueOf(properties.get(PropertyNames.TRANSACTION)), properties);
    if (names.putIfAbsent(sent.name, sent) != null) {
      throw new Violation("two messages are called " + sent.name);
    }
    queue(lane).add(new Message(sent, properties));
  }

  /** The message of that name. */
  Sent sent(String name) {
    return requireNonNull(names.get(name));
  }

  /** A message arrives where the application wanted it. */
  void deliver(Sent sent, Map<String, Object> properties, Work work) {
    String arrived =
        properties.get(PropertyNames.TRANSACTION) + "." + properties.get(PropertyNames.ORDINAL);
    if (!arrived.equals(requireNonNull(sent.name))) {
      throw new Violation(sent + " arrived as " + arrived + " instead of " + sent.name);
    }
    expectIntact(sent, properties);
    world.judge.arrives(sent, work);
    arrived(sent);
  }

  /** A message arrives that never was a half one: its transaction has no database. */
  void deliverDirectly(Sent sent, Map<String, Object> properties) {
    expectIntact(sent, properties);
    sent.transaction.committedAtBroker();
    world.journal.reached(Corner.DELIVERED_DIRECTLY);
    arrived(sent);
  }

  /** It has a name, and beside that what the application gave it. */
  private static void expectIntact(Sent sent, Map<String, Object> properties) {
    Map<String, Object> rest = new HashMap<>(properties);
    Map<String, Object> meant = new HashMap<>(sent.application);
    for (String own : List.of(PropertyNames.TRANSACTION, PropertyNames.ORDINAL)) {
      if (rest.remove(own) == null) {
        throw new Violation(sent + " arrived without " + own);
      }
      meant.remove(own);
    }
    if (!rest.equals(meant)) {
      throw new Violation(sent + " arrived with " + rest + " instead of " + meant);
    }
  }

  private void arrived(Sent sent) {
    world.journal.note("delivered", sent);
    sent.delivered++;
    sent.deliveredAs = ++deliveries;
    sent.deliveredAt = world.schedule.now();
  }

  /** Whether nothing is half, undecided or not delivered. */
  boolean isDrained() {
    return queues.values().stream()
        .allMatch(queue -> queue.name.equals("parked") || queue.isEmpty());
  }
}
