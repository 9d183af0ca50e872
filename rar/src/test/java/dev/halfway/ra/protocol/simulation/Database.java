package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Marker rows with a unique key. An open transaction holds the key that it has inserted. */
final class Database {

  /** A transaction whose client has gone, or whose last word is still on its way. */
  interface LeftOpen {
    void end(Dice dice);
  }

  private final Map<HalfTransactionId, Marker> rows = new HashMap<>();
  private final Map<HalfTransactionId, Object> holders = new HashMap<>();
  private final List<LeftOpen> leftOpen = new ArrayList<>();
  boolean down;

  Marker row(HalfTransactionId id) {
    return rows.getOrDefault(id, Marker.ABSENT);
  }

  boolean isHeld(HalfTransactionId id) {
    return holders.containsKey(id);
  }

  /** Inserts without committing. */
  void hold(HalfTransactionId id, Object transaction) {
    Object before = holders.putIfAbsent(id, transaction);
    if (before != null || rows.containsKey(id)) {
      throw new Violation("the key " + id + " is taken");
    }
  }

  /**
   * Commits or rolls back.
   *
   * @param row what becomes visible; null for nothing
   */
  void release(HalfTransactionId id, @Nullable Marker row) {
    holders.remove(id);
    if (row != null) {
      insert(id, row);
    }
  }

  void insert(HalfTransactionId id, Marker row) {
    if (isHeld(id) || rows.putIfAbsent(id, row) != null) {
      throw new Violation("two rows " + id);
    }
  }

  void leave(LeftOpen transaction) {
    leftOpen.add(transaction);
  }

  boolean hasLeftOpen() {
    return !leftOpen.isEmpty();
  }

  /** The database ends a transaction whose client has gone, or hears its last word. */
  void notice(Dice dice) {
    leftOpen.remove(dice.below(leftOpen.size())).end(dice);
  }
}
