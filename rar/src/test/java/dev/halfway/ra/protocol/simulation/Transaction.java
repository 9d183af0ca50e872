package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.simulation.Broker.Work;
import dev.halfway.ra.protocol.simulation.Chaos.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A local transaction of an application, and how its sender goes about it. */
final class Transaction implements Database.LeftOpen {

  /** The truth. */
  enum Outcome {
    OPEN,
    COMMITTED,
    ROLLED_BACK
  }

  private enum State {
    ACTIVE,
    MARKED,
    HALF,
    /** The transaction manager is through with it, whatever the database made of it. */
    ENDING,
    OVER
  }

  final HalfTransactionId id;
  final Settlement settlement;
  final Incarnation home;
  final List<Sent> messages = new ArrayList<>();
  private final World world;
  private final Dice dice;
  private final Database database;
  private Outcome outcome = Outcome.OPEN;
  private State state = State.ACTIVE;
  private boolean leftOpen;

  /** Whether the order to commit is on its way to the database. */
  private boolean committing;

  /** By then it will have ended, or a checker that knows only what it sees may be wrong. */
  long endsBefore = Long.MAX_VALUE;

  Transaction(World world, HalfTransactionId id, Settlement settlement, Incarnation home) {
    this.world = world;
    this.dice = world.dice;
    this.database = world.database;
    this.id = id;
    this.settlement = settlement;
    this.home = home;
    home.begun(id);
  }

  Outcome outcome() {
    return outcome;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  /** The sender goes on, if its process is there to do so. */
  void step() {
    if (!home.isAlive()) {
      if (outcome == Outcome.OPEN && state == State.HALF) {
        world.journal.reached(Corner.SENDER_DIED_HALF_WAY);
      }
      leaveOpen();
      state = State.OVER;
      return;
    }
    switch (state) {
      case ACTIVE -> mark();
      case MARKED -> prepare();
      case HALF -> commit();
      case ENDING -> {
        home.ended(id);
        state = State.OVER;
      }
      case OVER -> {}
    }
  }

  private void mark() {
    if (dice.chance(50) || database.down) {
      rollBack();
      return;
    }
    if (settlement == Settlement.MARKER) {
      database.hold(id, this);
    }
    state = State.MARKED;
  }

  private void prepare() {
    Fault fault = world.chaos.fault();
    if (dice.chance(50) || world.broker.down) {
      rollBack();
      return;
    }
    switch (fault) {
      case NONE -> {
        makeHalf();
        state = State.HALF;
        if (settlement == Settlement.CHECKER) {
          endsBefore = world.schedule.now() + world.policy.immunity();
        }
      }
      case AFTER -> {
        makeHalf();
        rollBack();
      }
      case LATE -> {
        Work work = new Work(world.broker.queue("none"));
        work.committing = true;
        work.puts.add(this::makeHalf);
        world.broker.leave(work);
        rollBack();
      }
      case BEFORE, UNDECLARED -> rollBack();
    }
  }

  private void makeHalf() {
    world.journal.note("half", messages);
    for (Sent sent : messages) {
      String lane = home.node.lanes.queueFor(id, sent.key);
      Message message = new Message(sent, envelope(sent).half(application(sent)));
      world.broker.queue(lane).add(message);
      sent.place = world.broker.nextPlace();
    }
  }

  private Envelope envelope(Sent sent) {
    return new Envelope(
        id,
        sent.ordinal,
        "store",
        "group",
        settlement,
        home.node.name,
        sent.target.name,
        false,
        sent.key,
        home.now(),
        0,
        0,
        4,
        true,
        null);
  }

  private static Map<String, Object> application(Sent sent) {
    Map<String, Object> properties = new HashMap<>();
    if (sent.key != null) {
      properties.put(Envelope.KEY, sent.key);
    }
    return properties;
  }

  private void commit() {
    if (outcome != Outcome.OPEN) {
      state = State.ENDING;
      return;
    }
    if (dice.chance(100)) {
      rollBack();
      return;
    }
    Fault fault = world.chaos.fault();
    // Without a marker only what happens between the end of the transaction here and its end in
    // the database is of interest.
    boolean late = fault == Fault.LATE || (settlement == Settlement.CHECKER && dice.chance(300));
    if (database.down || fault == Fault.BEFORE) {
      leaveOpen();
    } else if (late) {
      committing = true;
      leaveOpen();
    } else {
      end(Outcome.COMMITTED);
      if (fault == Fault.AFTER) {
        world.journal.reached(Corner.DATABASE_COMMIT_OF_UNKNOWN_OUTCOME);
      }
    }
    state = State.ENDING;
  }

  private void rollBack() {
    if (state == State.HALF || messages.get(0).place > 0) {
      world.journal.reached(Corner.HALF_BUT_ROLLED_BACK);
    }
    if (database.down || dice.chance(100)) {
      leaveOpen();
    } else {
      end(Outcome.ROLLED_BACK);
    }
    state = State.ENDING;
  }

  private void leaveOpen() {
    if (outcome == Outcome.OPEN && !leftOpen) {
      leftOpen = true;
      world.journal.note("left open", this);
      database.leave(this);
    }
  }

  @Override
  public void end(Dice chance) {
    if (outcome == Outcome.OPEN) {
      boolean commits = committing && chance.chance(600);
      if (commits) {
        world.journal.reached(Corner.DATABASE_COMMIT_LATE);
      }
      end(commits ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
    }
  }

  private void end(Outcome as) {
    world.journal.note(as.name(), this);
    outcome = as;
    endsBefore = Long.MAX_VALUE;
    if (settlement == Settlement.MARKER) {
      database.release(id, as == Outcome.COMMITTED ? Marker.COMMITTED : null);
    }
  }

  /** It has taken as long as it may. */
  void timeIsUp() {
    boolean commits = committing || (state == State.HALF && home.isAlive());
    end(commits && dice.chance(500) ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
  }

  /** What the application can say of it: a naive one takes what it does not see for undone. */
  Verdict answer(boolean naive) {
    if (outcome == Outcome.OPEN && naive) {
      world.journal.reached(Corner.CHECKER_WRONG_BUT_TOO_EARLY);
    }
    return switch (outcome) {
      case COMMITTED -> Verdict.COMMIT;
      case ROLLED_BACK -> Verdict.ROLLBACK;
      case OPEN -> naive ? Verdict.ROLLBACK : Verdict.UNKNOWN;
    };
  }

  @Override
  public String toString() {
    return "T" + world.numberOf(this) + (settlement == Settlement.CHECKER ? "c" : "");
  }
}
