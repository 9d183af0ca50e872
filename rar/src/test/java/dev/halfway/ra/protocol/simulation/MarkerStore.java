package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.protocol.simulation.Chaos.Fault;
import dev.halfway.ra.protocol.simulation.Chaos.Undeclared;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The database as a relay reaches it. */
final class MarkerStore implements Markers {

  private static final long LOCK_TIMEOUT = 1000;

  private final World world;
  private final Database database;
  private final Round round;

  MarkerStore(World world, Round round) {
    this.world = world;
    this.database = world.database;
    this.round = round;
  }

  @Override
  public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) throws Unavailable {
    round.looks(ids);
    try {
      Fault fault = begin();
      Map<HalfTransactionId, Marker> seen = new HashMap<>();
      for (HalfTransactionId id : ids) {
        Marker row = database.row(id);
        if (row == Marker.GONE) {
          world.journal.reached(Corner.BUCKET_GONE);
        }
        seen.put(id, row);
      }
      world.schedule.pause();
      if (fault == Fault.AFTER) {
        throw new Unavailable("answer lost");
      }
      round.storeAnswered(true);
      return seen;
    } catch (Unavailable e) {
      round.storeAnswered(false);
      throw e;
    }
  }

  @Override
  public Marker fence(HalfTransactionId id) throws Unavailable {
    round.asks();
    world.judge.fences(id, round.process);
    return insert(id, Marker.ROLLED_BACK);
  }

  /**
   * Decides how a transaction ended unless that is decided or it is open: what an operator does.
   */
  Marker insert(HalfTransactionId id, Marker wanted) throws Unavailable {
    Fault fault = begin();
    if (database.isHeld(id)) {
      long latest = world.schedule.now() + LOCK_TIMEOUT;
      world.schedule.pause(() -> !database.isHeld(id), () -> latest);
      if (database.isHeld(id)) {
        world.journal.reached(Corner.FENCE_MET_OPEN_TRANSACTION);
        return Marker.LOCKED;
      }
      world.journal.reached(Corner.FENCE_WAITED_FOR_THE_END);
    }
    if (database.down) {
      throw new Unavailable("down");
    }
    if (fault == Fault.LATE && database.row(id) == Marker.ABSENT) {
      database.hold(id, this);
      database.leave(dice -> endInsert(id, wanted, dice));
      throw new Unavailable("answer late");
    }
    Marker row = database.row(id);
    if (row == Marker.ABSENT) {
      database.insert(id, wanted);
      stands(id, wanted);
      world.journal.reached(Corner.FENCE_STANDS);
      row = wanted;
    } else if (row != Marker.GONE) {
      world.journal.reached(
          row == Marker.COMMITTED ? Corner.FENCE_MET_COMMITTED : Corner.FENCE_MET_ROLLED_BACK);
    }
    world.schedule.pause();
    if (fault == Fault.AFTER) {
      world.journal.reached(Corner.FENCE_OF_UNKNOWN_OUTCOME);
      throw new Unavailable("answer lost");
    }
    return row;
  }

  private void stands(HalfTransactionId id, Marker row) {
    world.journal.note("decided " + row, id);
    if (row == Marker.COMMITTED) {
      world.transaction(id).forceCommit();
    }
  }

  private void endInsert(HalfTransactionId id, Marker row, Dice dice) {
    boolean stands = dice.chance(500);
    database.release(id, stands ? row : null);
    if (stands) {
      stands(id, row);
      world.journal.reached(Corner.FENCE_LATE);
    }
  }

  private Fault begin() throws Unavailable {
    world.schedule.pause();
    Fault fault = world.chaos.fault();
    if (fault == Fault.UNDECLARED) {
      throw new Undeclared();
    }
    if (database.down || fault == Fault.BEFORE) {
      throw new Unavailable("down");
    }
    return fault;
  }
}
