package dev.halfway.ra.protocol.simulation;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the simulated world. Of all strands exactly one runs at a time, the one that has the
 * turn; it hands the turn on and waits until it gets it back.
 */
final class Strand {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "strand");
            thread.setDaemon(true);
            return thread;
          });

  /** Waking a thread takes many times as long as a short schedule between two of them. */
  private static final int SPINS = 50;

  private final @Nullable Supplier<Strand> life;
  private final BooleanSupplier alive;
  private boolean started;
  private volatile @Nullable Thread thread;
  private volatile boolean turn;

  /** The transaction that it works in. */
  @Nullable Transaction transaction;

  private BooleanSupplier ready = () -> true;
  private LongSupplier wakesAt = () -> Long.MAX_VALUE;

  private Strand(@Nullable Supplier<Strand> life, BooleanSupplier alive) {
    this.life = life;
    this.alive = alive;
  }

  /** The calling thread as a strand. */
  static Strand here() {
    Strand strand = new Strand(null, () -> true);
    strand.thread = Thread.currentThread();
    strand.started = true;
    return strand;
  }

  /**
   * A new one.
   *
   * @param life what it does; gives the strand whose turn it is when it has ended
   * @param alive whether the process that it belongs to lives
   */
  static Strand of(Supplier<Strand> life, BooleanSupplier alive) {
    return new Strand(life, alive);
  }

  boolean hasStarted() {
    return started;
  }

  boolean isAlive() {
    return alive.getAsBoolean();
  }

  /** What it waits for: a condition, or a time at the latest. */
  void waitsFor(BooleanSupplier condition, LongSupplier latest) {
    ready = condition;
    wakesAt = latest;
  }

  /** One that is dead is ready too: to notice it. */
  boolean isReady(long now) {
    return !isAlive() || ready.getAsBoolean() || wakesAt.getAsLong() <= now;
  }

  long wakesAt() {
    return wakesAt.getAsLong();
  }

  /** Called by the thread of this strand; returns when it has the turn again. */
  void handTurnTo(Strand next) {
    next.takeTurn();
    int spins = SPINS;
    while (!turn) {
      if (spins-- > 0) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    turn = false;
  }

  private void takeTurn() {
    if (started) {
      turn = true;
      LockSupport.unpark(thread);
    } else {
      started = true;
      THREADS.execute(this::live);
    }
  }

  private void live() {
    thread = Thread.currentThread();
    requireNonNull(life).get().takeTurn();
  }
}
