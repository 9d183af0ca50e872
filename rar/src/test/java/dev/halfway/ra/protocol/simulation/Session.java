package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.simulation.Broker.Work;
import dev.halfway.ra.protocol.simulation.Chaos.Fault;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One relay's transacted session on one queue of the broker. */
final class Session implements HalfQueue<Message> {

  private final World world;
  private final Broker broker;
  private final Queue queue;
  private final Queue waiting;
  private final Queue parked;
  private final Round round;
  private final Incarnation process;
  private final MessageReceiver receiver;
  private final UnaryOperator<Envelope> view;
  private Work work;
  private boolean failed;

  /** Which messages it is given. */
  interface MessageReceiver {
    boolean takes(Message message);

    /** How many it may take, if it wants so many. */
    int atMost(int max);

    /** Whether it waits until there are some. */
    boolean waits();
  }

  /**
   * A session.
   *
   * @param view what to make of an envelope before anybody looks at it
   */
  Session(
      World world,
      Queue queue,
      Round round,
      MessageReceiver receiver,
      UnaryOperator<Envelope> view) {
    this.world = world;
    this.broker = world.broker;
    this.queue = queue;
    this.round = round;
    this.process = round.process;
    this.waiting = broker.queue(process.lanes.waiting());
    this.parked = broker.queue("parked");
    this.receiver = receiver;
    this.view = view;
    this.work = newWork();
  }

  private Work newWork() {
    Work begun = new Work(queue, process);
    begun.decided = round.decided;
    return begun;
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
    round.begins();
    Fault fault = begin();
    if (fault == Fault.BEFORE) {
      throw failure("not asked");
    }
    if (receiver.waits() && !queue.hasFree(receiver::takes) && !world.dice.chance(50)) {
      world.schedule.pause(() -> queue.hasFree(receiver::takes) || broker.down, this::nextDue);
    }
    if (broker.down) {
      throw failure("down");
    }
    List<Message> taken = queue.take(receiver.atMost(max), work, receiver::takes);
    work.taken.addAll(taken);
    for (Message message : taken) {
      process.sees(message.sent);
      message.sent.outOfTurn |=
          process.node != message.sent.transaction.home.node || !receiver.waits();
      if (message.sent.mayOvertake) {
        world.journal.reached(Corner.CONTENDED);
      }
    }
    world.journal.note(process + " received", taken);
    round.received();
    world.schedule.pause();
    if (fault == Fault.AFTER || fault == Fault.LATE) {
      throw failure("answer lost");
    }
    return taken.stream()
        .map(one -> new Half<>(view.apply(Envelope.read(one.properties)), one))
        .toList();
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
    Sent sent = half.message().sent;
    world.judge.forwards(sent, half.envelope(), delay, timeToLive, round);
    Fault fault = begin();
    if (fault != Fault.NONE || (sent.target.refuses(sent) && sent.target.refusesAtOnce)) {
      throw failure("refused by " + sent.target);
    }
    work.doomed |= sent.target.refuses(sent);
    Map<String, Object> properties = half.envelope().delivered(half.message().properties);
    Work current = work;
    put(half, () -> broker.deliver(sent, properties, current));
  }

  @Override
  public void setAside(Half<Message> half, RetryState state) throws BrokerFailure {
    world.judge.setsAside(half.message().sent, state, round);
    keep(half, state, waiting);
    world.journal.note("set aside", state);
  }

  @Override
  public void park(Half<Message> half, RetryState state) throws BrokerFailure {
    world.judge.parks(half.message().sent, state, round);
    keep(half, state, parked);
    world.journal.note("parked", state);
    Sent sent = half.message().sent;
    work.puts.add(
        () -> {
          sent.parked = state;
          world.journal.reached(Corner.PARKED);
        });
  }

  private void keep(Half<Message> half, RetryState state, Queue to) throws BrokerFailure {
    if (begin() != Fault.NONE) {
      throw failure("not put into " + to.name);
    }
    Sent sent = half.message().sent;
    Message message =
        new Message(
            sent,
            half.envelope().with(state).half(Envelope.application(half.message().properties)));
    put(
        half,
        () -> {
          to.add(message);
          sent.everAside = true;
          sent.looks++;
          if (round.decided == Verdict.COMMIT && state.verdict() == Verdict.COMMIT) {
            sent.forced = Verdict.COMMIT;
            world.journal.reached(Corner.FORCED_COMMIT_KEPT);
          }
        });
  }

  private void put(Half<Message> half, Runnable effect) {
    work.put.add(half.message());
    work.puts.add(effect);
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
    work = newWork();
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
    work = newWork();
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
      failure("undeclared");
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
