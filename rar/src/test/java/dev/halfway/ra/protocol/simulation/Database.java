package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Marker rows with a unique key, in one table for each span of time. An open transaction holds the
 * key that it has inserted.
 */
final class Database {

  /** A transaction whose client has gone, or whose last word is still on its way. */
  interface LeftOpen {
    void end(Dice dice);
  }

  private final Map<HalfTransactionId, Marker> rows = new HashMap<>();
  private final Map<HalfTransactionId, Object> holders = new HashMap<>();
  private final List<LeftOpen> leftOpen = new ArrayList<>();
  private final Set<Integer> dropped = new HashSet<>();
  private final Set<Integer> used = new HashSet<>();
  private final Set<HalfTransactionId> rolledBack = new HashSet<>();
  private final Schedule schedule;
  private final long spanMillis;
  boolean down;

  Database(Schedule schedule, int days) {
    this.schedule = schedule;
    this.spanMillis = TimeUnit.DAYS.toMillis(days);
  }

  /** By its own clock, which is right. */
  long now() {
    return Node.EPOCH + schedule.now();
  }

  /** The span of time that a clock shows. */
  long bucketAt(long time) {
    return time / spanMillis;
  }

  /** Whether a whole span has passed since that one ended, by this clock. */
  boolean isOver(int bucket, long time) {
    return bucket + 1 < bucketAt(time);
  }

  /** There are tables for what was not dropped, for now and for the next span. */
  boolean hasTable(int bucket) {
    return !dropped.contains(bucket) && bucket <= bucketAt(now()) + 1;
  }

  /** The tables that something was written to and that are still there. */
  List<Integer> tables() {
    return used.stream().filter(bucket -> !dropped.contains(bucket)).sorted().toList();
  }

  /** Drops a table; not if an open transaction uses it. */
  boolean drop(int bucket) {
    if (holders.keySet().stream().anyMatch(id -> id.bucket() == bucket)) {
      return false;
    }
    dropped.add(bucket);
    rows.keySet().removeIf(id -> id.bucket() == bucket);
    return true;
  }

  Marker row(HalfTransactionId id) {
    return hasTable(id.bucket()) ? rows.getOrDefault(id, Marker.ABSENT) : Marker.GONE;
  }

  /** Whether a row says so, or said so as long as its table was there. */
  boolean isRolledBack(HalfTransactionId id) {
    return rolledBack.contains(id);
  }

  boolean isHeld(HalfTransactionId id) {
    return holders.containsKey(id);
  }

  boolean isHeldBy(HalfTransactionId id, Object transaction) {
    return holders.get(id) == transaction;
  }

  /** Inserts without committing. */
  void hold(HalfTransactionId id, Object transaction) {
    Object before = holders.putIfAbsent(id, transaction);
    if (before != null || rows.containsKey(id)) {
      throw new Violation("the key " + id + " is taken");
    }
    used.add(id.bucket());
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
    if (row == Marker.ROLLED_BACK) {
      rolledBack.add(id);
    }
    used.add(id.bucket());
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
