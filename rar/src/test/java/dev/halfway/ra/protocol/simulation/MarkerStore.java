package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
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

  MarkerStore(World world) {
    this.world = world;
    this.database = world.database;
  }

  @Override
  public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) throws Unavailable {
    Fault fault = begin();
    Map<HalfTransactionId, Marker> seen = new HashMap<>();
    for (HalfTransactionId id : ids) {
      seen.put(id, database.row(id));
    }
    world.schedule.pause();
    if (fault == Fault.AFTER) {
      throw new Unavailable("answer lost");
    }
    return seen;
  }

  @Override
  public Marker fence(HalfTransactionId id) throws Unavailable {
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
      database.leave(dice -> endFence(id, dice));
      throw new Unavailable("answer late");
    }
    Marker row = database.row(id);
    if (row == Marker.ABSENT) {
      database.insert(id, Marker.ROLLED_BACK);
      world.journal.note("fenced", id);
      world.journal.reached(Corner.FENCE_STANDS);
      row = Marker.ROLLED_BACK;
    } else {
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

  private void endFence(HalfTransactionId id, Dice dice) {
    boolean stands = dice.chance(500);
    database.release(id, stands ? Marker.ROLLED_BACK : null);
    if (stands) {
      world.journal.note("fenced late", id);
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
