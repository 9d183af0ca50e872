package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.protocol.simulation.Chaos.Fault;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a transaction manager, with one local database that commits in one phase, and
 * the truth about it.
 */
final class Transaction implements Database.LeftOpen {

  /** The truth. */
  enum Outcome {
    OPEN,
    COMMITTED,
    ROLLED_BACK
  }

  /** A resource that takes part. */
  private static final class Enlisted {
    final XAResource resource;
    final Branch xid;
    boolean delisted;

    Enlisted(XAResource resource, Branch xid) {
      this.resource = resource;
      this.xid = xid;
    }
  }

  final int number;
  final Settlement settlement;
  final Incarnation home;
  final List<Sent> messages = new ArrayList<>();
  final Map<Object, Object> resources = new HashMap<>();
  private final World world;
  private final Dice dice;
  private final Database database;

  /** Whether a database takes part although there is no marker. */
  private final boolean withDatabase;

  private final List<Synchronization> synchronizations = new ArrayList<>();
  private final List<Enlisted> enlisted = new ArrayList<>();
  private final List<HalfTransactionId> marked = new ArrayList<>();
  private Outcome outcome = Outcome.OPEN;
  private int status = Status.STATUS_ACTIVE;
  private boolean over;
  private boolean leftOpen;

  /** It is the broker's to commit, and no database has a part in it. */
  private boolean brokersAlone;

  private @Nullable Sent sending;

  /** An operator's word stands for it. */
  private boolean forcedCommit;

  /** Another node believed an application that did not see what was still going on. */
  private boolean misjudgedElsewhere;

  /** Whether the order to commit is on its way to the database. */
  private boolean committing;

  /** By then it will have ended, or a checker that knows only what it sees may be wrong. */
  long endsBefore = Long.MAX_VALUE;

  Transaction(
      World world, int number, Settlement settlement, boolean withDatabase, Incarnation home) {
    this.world = world;
    this.number = number;
    this.dice = world.dice;
    this.database = world.database;
    this.settlement = settlement;
    this.withDatabase = withDatabase;
    this.home = home;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Whether the transaction manager is through with it, whatever the database made of it. */
  boolean isOver() {
    return over;
  }

  int status() {
    return status;
  }

  /** The application begins to send the next message. */
  void sends(Sent sent) {
    sending = sent;
  }

  /** Somebody who sends for the application looks at the clock. */
  void clockRead(long now) {
    if (sending != null) {
      sending.sentAt = now;
    }
  }

  void setRollbackOnly() {
    if (status == Status.STATUS_ACTIVE) {
      status = Status.STATUS_MARKED_ROLLBACK;
    }
  }

  void register(Synchronization synchronization) {
    if (status != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("status " + status);
    }
    synchronizations.add(synchronization);
  }

  void enlist(XAResource resource) throws XAException {
    Branch xid = new Branch(number, enlisted.size());
    resource.start(xid, XAResource.TMNOFLAGS);
    enlisted.add(new Enlisted(resource, xid));
  }

  /** Its connection has failed. */
  void delistFailed(XAResource resource) {
    for (Enlisted one : enlisted) {
      if (one.resource == resource && !one.delisted) {
        delist(one, XAResource.TMFAIL);
      }
    }
    setRollbackOnly();
  }

  private void delist(Enlisted one, int flag) {
    one.delisted = true;
    try {
      one.resource.end(one.xid, flag);
    } catch (XAException e) {
      setRollbackOnly();
    }
  }

  /** Writes a marker row, with everything else that it writes. */
  void mark(HalfTransactionId id) throws Unavailable {
    world.schedule.pause();
    Fault fault = world.chaos.fault();
    if (database.down || fault == Fault.BEFORE || isEnded()) {
      throw new Unavailable("the marker is not written");
    }
    if (database.row(id) != Marker.ABSENT || database.isHeld(id)) {
      throw new Unavailable("the key is taken or has no table");
    }
    if (database.now() - id.madeAt() > world.markerDeadline()) {
      throw new Unavailable("the marker comes too late");
    }
    database.hold(id, this);
    marked.add(id);
    if (fault != Fault.NONE) {
      throw new Unavailable("the answer to the marker is lost");
    }
  }

  private boolean isEnded() {
    return outcome != Outcome.OPEN || leftOpen || over || isRollingBack();
  }

  /** Whether its marker is written or was taken back. */
  boolean isMarked(HalfTransactionId id) {
    return marked.contains(id);
  }

  /** The application commits. */
  void commit() throws RollbackException {
    for (Synchronization synchronization : List.copyOf(synchronizations)) {
      if (status == Status.STATUS_ACTIVE) {
        try {
          synchronization.beforeCompletion();
        } catch (RuntimeException e) {
          setRollbackOnly();
        }
      }
    }
    enlisted.stream().filter(one -> !one.delisted).forEach(this::delist);
    world.schedule.pause();
    expect(Status.STATUS_ACTIVE);
    status = Status.STATUS_PREPARING;
    if (enlisted.size() == 1 && marked.isEmpty() && !withDatabase) {
      commitAlone(enlisted.get(0));
      return;
    }
    prepare();
    // Somebody else's part may take its time.
    world.slow(messages.stream().anyMatch(sent -> sent.place > 0));
    expect(Status.STATUS_PREPARING);
    status = Status.STATUS_COMMITTING;
    boolean known = commitDatabase();
    complete(
        known
            ? outcome == Outcome.COMMITTED ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK
            : dice.chance(500) ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK);
  }

  private void delist(Enlisted one) {
    delist(one, XAResource.TMSUCCESS);
  }

  private void expect(int expected) throws RollbackException {
    if (status != expected) {
      rollback();
      throw new RollbackException("rolled back");
    }
  }

  private void prepare() throws RollbackException {
    for (Enlisted one : List.copyOf(enlisted)) {
      try {
        if (one.resource.prepare(one.xid) != XAResource.XA_RDONLY) {
          throw new Violation(this + " is asked for a second phase");
        }
        enlisted.remove(one);
      } catch (XAException e) {
        expectRefusal(e);
        enlisted.remove(one);
        rollback();
        throw new RollbackException("rolled back");
      }
    }
  }

  private void expectRefusal(XAException e) {
    boolean refused = e.errorCode >= XAException.XA_RBBASE && e.errorCode <= XAException.XA_RBEND;
    if (!refused && e.errorCode != XAException.XAER_NOTA && !isRollingBack()) {
      throw new Violation(this + " is refused with " + e.errorCode + " " + e.getMessage());
    }
  }

  private boolean isRollingBack() {
    return status == Status.STATUS_ROLLING_BACK || status == Status.STATUS_ROLLEDBACK;
  }

  private void commitAlone(Enlisted one) throws RollbackException {
    enlisted.remove(one);
    // The reaper leaves alone what is being committed.
    status = Status.STATUS_COMMITTING;
    brokersAlone = true;
    try {
      one.resource.commit(one.xid, true);
      if (messages.stream().anyMatch(sent -> sent.accepted && sent.delivered == 0)) {
        throw new Violation(this + " is said to be committed, and it is not");
      }
      end(Outcome.COMMITTED);
      complete(Status.STATUS_COMMITTED);
    } catch (XAException e) {
      complete(Status.STATUS_ROLLEDBACK);
      throw new RollbackException("rolled back, perhaps");
    }
  }

  /** Its messages went to their destinations, and there is nothing else to be committed. */
  void committedAtBroker() {
    if (outcome == Outcome.ROLLED_BACK) {
      throw new Violation(this + " is committed at the broker alone");
    }
    end(Outcome.COMMITTED);
  }

  /** Whether it is known what came of it. */
  private boolean commitDatabase() {
    committing = true;
    // Dying here leaves the commit on its way.
    world.schedule.pause();
    if (outcome != Outcome.OPEN) {
      return dice.chance(500);
    }
    Fault fault = world.chaos.fault();
    // Without a marker only what happens between the end of the transaction here and its end in
    // the database is of interest.
    boolean late = fault == Fault.LATE || (settlement == Settlement.CHECKER && dice.chance(300));
    if (database.down || fault == Fault.BEFORE) {
      committing = false;
      leaveOpen();
      return false;
    }
    if (late) {
      leaveOpen();
      return false;
    }
    if (dice.chance(world.chaos.refusals)) {
      end(Outcome.ROLLED_BACK);
      return true;
    }
    end(Outcome.COMMITTED);
    if (fault == Fault.AFTER) {
      world.journal.reached(Corner.DATABASE_COMMIT_OF_UNKNOWN_OUTCOME);
      return false;
    }
    return true;
  }

  /** The application, or the transaction manager's reaper, rolls back. */
  void rollback() {
    if (isRollingBack() || over) {
      return;
    }
    boolean half = messages.stream().anyMatch(sent -> sent.place > 0);
    status = Status.STATUS_ROLLING_BACK;
    for (Enlisted one : List.copyOf(enlisted)) {
      if (!one.delisted) {
        delist(one, XAResource.TMFAIL);
      }
      try {
        one.resource.rollback(one.xid);
      } catch (XAException e) {
        // Its connection has failed or the branch has ended by itself.
      }
    }
    if (outcome == Outcome.OPEN) {
      if (half) {
        world.journal.reached(Corner.HALF_BUT_ROLLED_BACK);
      }
      if (database.down || dice.chance(100)) {
        leaveOpen();
      } else {
        end(Outcome.ROLLED_BACK);
      }
    }
    status = Status.STATUS_ROLLEDBACK;
    complete(Status.STATUS_ROLLEDBACK);
  }

  /** Time is up: the reaper rolls back, on a thread of its own, whoever is busy with it. */
  void timeOut() {
    if (status == Status.STATUS_ACTIVE
        || status == Status.STATUS_MARKED_ROLLBACK
        || status == Status.STATUS_PREPARING) {
      world.journal.note("timed out", this);
      world.journal.reached(
          status == Status.STATUS_PREPARING
              ? Corner.TIMED_OUT_WHILE_PREPARING
              : Corner.TIMED_OUT_WHILE_SENDING);
      rollback();
    }
  }

  private void complete(int told) {
    world.schedule.pause();
    for (Synchronization synchronization : List.copyOf(synchronizations)) {
      try {
        synchronization.afterCompletion(told);
      } catch (RuntimeException e) {
        // A transaction manager logs that.
      }
    }
    over();
  }

  private void over() {
    over = true;
    endsBefore = world.schedule.now() + world.policy.immunity();
    if (world.policy.immunity() == 0) {
      timeIsUp();
    }
  }

  /** Its process has died. */
  void abandon() {
    if (!over) {
      if (outcome == Outcome.OPEN && messages.stream().anyMatch(sent -> sent.place > 0)) {
        world.journal.reached(Corner.SENDER_DIED_HALF_WAY);
      }
      leaveOpen();
      over();
    }
  }

  private void leaveOpen() {
    if (outcome == Outcome.OPEN && !leftOpen && !brokersAlone) {
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
    if (outcome != Outcome.OPEN) {
      return;
    }
    world.journal.note(as.name(), this);
    outcome = as;
    for (HalfTransactionId id : marked) {
      database.release(id, as == Outcome.COMMITTED ? Marker.COMMITTED : null);
    }
  }

  /** The database ends it, because it is restarted or somebody ends its session. */
  void databaseGone() {
    if (outcome == Outcome.OPEN && (withDatabase || !marked.isEmpty())) {
      end(dice);
    }
  }

  /** It has taken as long as it may. */
  void timeIsUp() {
    endsBefore = Long.MAX_VALUE;
    if (outcome == Outcome.OPEN && !brokersAlone) {
      end(committing && dice.chance(500) ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
    }
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

  void forceCommit() {
    forcedCommit = true;
  }

  boolean isForcedCommit() {
    return forcedCommit;
  }

  void misjudgeElsewhere() {
    misjudgedElsewhere = true;
  }

  boolean isMisjudgedElsewhere() {
    return misjudgedElsewhere;
  }

  @Override
  public String toString() {
    return "T" + number + (settlement == Settlement.CHECKER ? "c" : "");
  }

  /** Names a resource's part in it. */
  record Branch(int transaction, int number) implements javax.transaction.xa.Xid {

    @Override
    public int getFormatId() {
      return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
      return new byte[] {(byte) transaction};
    }

    @Override
    public byte[] getBranchQualifier() {
      return new byte[] {(byte) number};
    }
  }
}
