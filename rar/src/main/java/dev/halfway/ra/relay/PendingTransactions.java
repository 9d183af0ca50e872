package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Latest;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of this process whose half messages are on their way: the relay's hints, what
 * callers wait for who want to see their messages delivered, and what slows callers down when the
 * relay falls behind. Kept in memory only: after a crash the markers tell everything. Thread-safe.
 */
public final class PendingTransactions implements Hints {

  /** How many that are over are remembered. */
  private static final int REMEMBERED = 10_000;

  /** One that has ended and has nothing outstanding and nothing asked about is over. */
  private static final class Transaction {
    final long since = System.nanoTime();

    /** What has left its lane. */
    final BitSet settled = new BitSet();

    /** What has left its lane and waits for the application's answer. */
    final BitSet asked = new BitSet();

    int outstanding;
    boolean ended;
    long endedAt;
    boolean delivered = true;

    void end() {
      ended = true;
      endedAt = System.nanoTime();
    }

    boolean isOnItsWay() {
      return outstanding > 0 || !asked.isEmpty();
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition roomier = lock.newCondition();
  private final Map<HalfTransactionId, Transaction> transactions = new LinkedHashMap<>();

  /**
   * What has ended and has nothing in the lanes, but is asked about: perhaps by another node, of
   * which this process learns nothing.
   */
  private final Map<HalfTransactionId, Transaction> asking = new Latest<>(REMEMBERED);

  /** What is over but for messages that were set aside, or ended unheard of: whether delivered. */
  private final Map<HalfTransactionId, Boolean> over = new Latest<>(REMEMBERED);

  private final Map<String, Long> emptySince = new HashMap<>();
  private final int max;
  private int messages;

  /** Nothing pending yet; callers are made to wait when so many messages are. */
  public PendingTransactions(int max) {
    this.max = max;
  }

  /** Waits until there is room; says whether there is. */
  public boolean awaitRoom(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (messages >= max) {
        if (left <= 0) {
          return false;
        }
        left = roomier.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** So many messages of a transaction are about to be durable. */
  public void preparing(HalfTransactionId id, int count) {
    lock.lock();
    try {
      Transaction transaction = transactions.computeIfAbsent(id, one -> new Transaction());
      transaction.outstanding += count;
      messages += count;
      if (over.containsKey(id) && !transaction.ended) {
        // It was timed out by another thread in the very moment in which this one got here.
        transaction.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** So many are not confirmed, and it rolls back: no caller waits for what may not be there. */
  public void unconfirmed(HalfTransactionId id, int count) {
    lock.lock();
    try {
      Transaction transaction = transactions.get(id);
      if (transaction != null) {
        int some = Math.min(count, transaction.outstanding);
        transaction.outstanding -= some;
        messages -= some;
        transaction.delivered = false;
        signalRoom();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A transaction has ended in this process, whichever way. */
  public void ended(HalfTransactionId id) {
    lock.lock();
    try {
      Transaction transaction = transactions.get(id);
      if (transaction == null) {
        over.putIfAbsent(id, true);
        return;
      }
      transaction.end();
      changed.signalAll();
      if (transaction.outstanding <= 0) {
        remove(id, transaction);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void awaitEnd(Collection<HalfTransactionId> ids, long timeout) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeout);
      while (left > 0 && ids.stream().anyMatch(this::isOpen)) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOpen(HalfTransactionId id) {
    lock.lock();
    try {
      Transaction transaction = transactions.get(id);
      return transaction != null && !transaction.ended;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean hasEnded(HalfTransactionId id) {
    lock.lock();
    try {
      Transaction transaction = transactions.get(id);
      return transaction == null
          ? over.containsKey(id) || asking.containsKey(id)
          : transaction.ended;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void asked(HalfTransactionId id, int ordinal) {
    lock.lock();
    try {
      Transaction transaction = transactions.get(id);
      if (transaction != null && leavesLane(transaction, ordinal)) {
        transaction.asked.set(ordinal);
        removeIfOver(id, transaction);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
    lock.lock();
    try {
      Transaction transaction = transactions.get(id);
      if (transaction == null) {
        transaction = asking.get(id);
      }
      if (transaction == null) {
        return;
      }
      if (transaction.asked.get(ordinal)) {
        transaction.asked.clear(ordinal);
      } else if (!leavesLane(transaction, ordinal)) {
        return;
      }
      transaction.delivered &= delivered;
      removeIfOver(id, transaction);
    } finally {
      lock.unlock();
    }
  }

  /** Counts it as no longer outstanding, if it was. */
  private boolean leavesLane(Transaction transaction, int ordinal) {
    if (transaction.outstanding <= 0 || transaction.settled.get(ordinal)) {
      return false;
    }
    transaction.settled.set(ordinal);
    transaction.outstanding--;
    messages--;
    signalRoom();
    return true;
  }

  private void removeIfOver(HalfTransactionId id, Transaction transaction) {
    if (transaction.outstanding > 0) {
      return;
    }
    changed.signalAll();
    if (transaction.ended) {
      remove(id, transaction);
    }
  }

  /** Waits until its messages are settled or set aside; says whether they were delivered. */
  public boolean awaitDelivery(HalfTransactionId id, Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Transaction transaction = transactions.getOrDefault(id, asking.get(id));
      if (transaction == null) {
        return over.getOrDefault(id, true);
      }
      long left = timeout.toNanos();
      while (transaction.isOnItsWay() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !transaction.isOnItsWay() && transaction.delivered;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A lane was found empty. What ended before all lanes were last found empty and is still counted
   * here was settled by another node that had taken the lanes over, or never became durable.
   *
   * @param since {@link System#nanoTime} before it was checked
   */
  void foundEmpty(String lane, int lanes, long since) {
    lock.lock();
    try {
      emptySince.put(lane, since);
      if (emptySince.size() < lanes || transactions.isEmpty()) {
        return;
      }
      long allSince =
          emptySince.values().stream().reduce((a, b) -> a - b < 0 ? a : b).orElse(since);
      Map.copyOf(transactions)
          .forEach(
              (id, transaction) -> {
                if (transaction.ended && transaction.endedAt - allSince < 0) {
                  transaction.delivered = false;
                  messages -= transaction.outstanding;
                  transaction.outstanding = 0;
                  signalRoom();
                  remove(id, transaction);
                }
              });
    } finally {
      lock.unlock();
    }
  }

  /** How many messages are pending. */
  public int size() {
    lock.lock();
    try {
      return messages;
    } finally {
      lock.unlock();
    }
  }

  /** Age of the oldest transaction that has messages pending; zero when none has. */
  public Duration lag() {
    lock.lock();
    try {
      @Nullable Transaction oldest =
          transactions.values().stream()
              .filter(one -> one.outstanding > 0)
              .findFirst()
              .orElse(null);
      return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.since);
    } finally {
      lock.unlock();
    }
  }

  private void remove(HalfTransactionId id, Transaction transaction) {
    transactions.remove(id);
    asking.remove(id);
    if (!transaction.asked.isEmpty()) {
      asking.put(id, transaction);
    } else if (!transaction.delivered) {
      over.put(id, false);
    }
    changed.signalAll();
  }

  private void signalRoom() {
    if (messages < max) {
      roomier.signalAll();
    }
  }
}
