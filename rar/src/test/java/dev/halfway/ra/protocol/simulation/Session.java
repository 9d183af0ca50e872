package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Aside;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.simulation.Broker.Work;
import dev.halfway.ra.protocol.simulation.Chaos.Fault;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One relay's transacted session on one queue of the broker. */
final class Session implements HalfQueue<Message> {

  private final World world;
  private final Broker broker;
  private final Queue queue;
  private final Queue waiting;
  private final Queue parked;
  private final Incarnation process;
  private final Predicate<Message> due;
  private Work work;
  private boolean failed;

  Session(World world, Queue queue, Queue waiting, Queue parked, Incarnation process) {
    this.world = world;
    this.broker = world.broker;
    this.queue = queue;
    this.waiting = waiting;
    this.parked = parked;
    this.process = process;
    this.due = message -> message.isDue(process.now(), world.policy);
    this.work = new Work(queue);
  }

  /** What is left at the broker when the process dies. */
  void die() {
    if (!work.taken.isEmpty()) {
      world.journal.reached(Corner.RELAY_DIED_IN_ITS_ROUND);
      broker.leave(work);
    }
  }

  @Override
  public List<Half<Message>> receive(int max) throws BrokerFailure {
    Fault fault = begin();
    if (fault == Fault.BEFORE) {
      throw failure("not asked");
    }
    if (!queue.hasFree(due) && !world.dice.chance(50)) {
      world.schedule.pause(() -> queue.hasFree(due) || broker.down, this::nextDue);
    }
    if (broker.down) {
      throw failure("down");
    }
    List<Message> taken = queue.take(max, work, due);
    work.taken.addAll(taken);
    for (Message message : taken) {
      if (message.sent.mayOvertake) {
        world.journal.reached(Corner.CONTENDED);
      }
    }
    world.journal.note(process + " received", taken);
    world.schedule.pause();
    if (fault == Fault.AFTER || fault == Fault.LATE) {
      throw failure("answer lost");
    }
    return taken.stream().map(one -> new Half<>(one.envelope(), one)).toList();
  }

  private long nextDue() {
    long next = Long.MAX_VALUE;
    for (Message message : queue.all()) {
      if (message.holder == null && message.due() != Long.MIN_VALUE) {
        next = Math.min(next, process.timeAt(message.due()));
      }
    }
    return next;
  }

  @Override
  public void forward(Half<Message> half, long delay, long timeToLive) throws BrokerFailure {
    Fault fault = begin();
    Sent sent = half.message().sent;
    if (timeToLive < 0 || delay < 0) {
      throw new Violation("delay " + delay + ", time to live " + timeToLive);
    }
    if (fault != Fault.NONE || (sent.target.refuses(sent) && sent.target.refusesAtOnce)) {
      throw failure("refused by " + sent.target);
    }
    work.doomed |= sent.target.refuses(sent);
    Map<String, Object> properties = half.envelope().delivered(half.message().properties);
    work.puts.add(() -> broker.deliver(sent, properties, world.schedule.now()));
  }

  @Override
  public void setAside(Half<Message> half, Aside state) throws BrokerFailure {
    put(half, state, waiting);
    world.journal.note("set aside", state);
    work.puts.add(() -> half.message().sent.everAside = true);
  }

  @Override
  public void park(Half<Message> half, Aside state) throws BrokerFailure {
    put(half, state, parked);
    world.journal.note("parked", state);
    work.puts.add(
        () -> {
          half.message().sent.everAside = true;
          half.message().sent.parked = state;
          world.journal.reached(Corner.PARKED);
        });
  }

  private void put(Half<Message> half, Aside state, Queue to) throws BrokerFailure {
    if (begin() != Fault.NONE) {
      throw failure("not put into " + to.name);
    }
    Message message =
        new Message(
            half.message().sent,
            half.envelope().with(state).half(Envelope.application(half.message().properties)));
    work.puts.add(() -> to.add(message));
  }

  /** No queue of the simulation refuses a message for ever. */
  @Override
  public boolean leave(Half<Message> half, String cause) {
    return false;
  }

  @Override
  public void commit() throws BrokerFailure {
    Fault fault = begin();
    if (fault == Fault.BEFORE || work.doomed) {
      throw failure("commit failed");
    }
    work.committing = true;
    if (fault == Fault.LATE) {
      throw failure("commit is late");
    }
    // Dying here leaves a commit on its way.
    world.schedule.pause();
    if (broker.down) {
      throw failure("down in the middle of a commit");
    }
    broker.commit(work);
    work = new Work(queue);
    world.schedule.pause();
    if (fault == Fault.AFTER) {
      world.journal.reached(Corner.BROKER_COMMIT_OF_UNKNOWN_OUTCOME);
      throw failure("answer lost");
    }
  }

  @Override
  public void reset() throws BrokerFailure {
    world.schedule.pause();
    Fault fault = world.chaos.fault();
    if (fault == Fault.UNDECLARED) {
      throw new Undeclared();
    }
    if (fault == Fault.BEFORE || broker.down) {
      failed = true;
      throw new BrokerFailure("no new session");
    }
    if (work.committing || fault == Fault.LATE) {
      broker.leave(work);
    } else {
      broker.rollBack(work);
    }
    work = new Work(queue);
    failed = false;
    if (fault == Fault.AFTER) {
      failed = true;
      throw new BrokerFailure("no new session, but the old one is gone");
    }
  }

  private Fault begin() throws BrokerFailure {
    if (failed) {
      throw new Violation("a session was used that had failed and was not reset");
    }
    world.schedule.pause();
    Fault fault = world.chaos.fault();
    if (fault == Fault.UNDECLARED) {
      failed = true;
      throw new Undeclared();
    }
    if (broker.down) {
      throw failure("down");
    }
    return fault;
  }

  private BrokerFailure failure(String why) {
    failed = true;
    world.journal.note(process + " failed with " + why, work.taken);
    if (work.taken.size() == 1) {
      work.taken.get(0).sent.failedAlone++;
    }
    return new BrokerFailure(why);
  }
}
