package dev.halfway.ra.relay;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.broker.JmsHalfQueue;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Relay;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Message;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Runs one relay for as long as it is wanted, through outages of broker and marker store. */
final class RelayWorker implements Runnable {

  private static final ExponentialBackoff OUTAGE = new ExponentialBackoff(100, 5_000);
  private static final long TICK_MILLIS = 1_000;

  /** What is over by then needs no operator: a server that stops takes the broker away first. */
  private static final long PASSING_MILLIS = 3_000;

  /** The reader of a waiting queue pauses for this many times as long as its check took. */
  private static final int PAUSE_FACTOR = 10;

  /** But not for minutes because a broker was being started meanwhile. */
  private static final long MAX_PAUSE_MILLIS = 10_000;

  /**
   * What is idle for longer gives its connection to the database back: a network may drop a silent
   * one, and a pool tests connections before it lends them.
   */
  private static final long IDLE_MILLIS = 10_000;

  private final Task task;
  private final Threads.Pauser pauser;
  private final BooleanSupplier allowed;

  /** Told when a queue was found empty, and since when. */
  private final ObjLongConsumer<String> empty;

  private final Threads threads;
  private final Alarms alarms;
  private volatile boolean unwanted;
  private volatile boolean ended;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean heard;
  private volatile @Nullable Long emptySince;
  private long busyAt = System.nanoTime();
  private boolean alarmed;

  /** What there is to do, with the messages of this ownership. */
  record Task(
      String name,
      boolean waiting,
      Ownership ownership,
      JmsHalfQueue queue,
      Relay<Message> relay,
      Markers markers) {}

  /** The pauser is ended when there may be something to do. */
  RelayWorker(
      Task task,
      Threads.Pauser pauser,
      BooleanSupplier allowed,
      ObjLongConsumer<String> empty,
      AdapterRuntime runtime) {
    this.task = task;
    this.pauser = pauser;
    this.allowed = allowed;
    this.empty = empty;
    this.threads = runtime.threads();
    this.alarms = runtime.alarms();
  }

  /** Ends after the current round. Waits neither for that nor for a broker that does not answer. */
  void stop() {
    unwanted = true;
    threads.run("releasing " + task.name(), task.queue()::release, 0);
    pauser.wake();
  }

  boolean hasEnded() {
    return ended;
  }

  Ownership ownership() {
    return task.ownership();
  }

  boolean heardWithin(long millis) {
    return heard && !isSilentFor(millis);
  }

  boolean isSilentFor(long millis) {
    return hasPassed(millis, heardAt);
  }

  /** Whether nothing has been in the queue for so many milliseconds. */
  boolean isEmptyFor(long millis) {
    Long since = emptySince;
    return since != null && hasPassed(millis, since);
  }

  @Override
  public void run() {
    int failures = 0;
    long failingSince = 0;
    try {
      while (!unwanted && !threads.isStopped()) {
        // An interrupt that is left over would end calls of the broker, and close an H2.
        Thread.interrupted();
        if (!allowed.getAsBoolean()) {
          task.queue().rest();
          task.markers().close();
          pauser.pause(0, TICK_MILLIS);
          continue;
        }
        try {
          round();
          failures = 0;
          clearAlarm();
        } catch (BrokerFailure | Unavailable | RuntimeException | Error e) {
          // Whatever it is, nothing is lost by trying again, and everything by ending here.
          task.queue().rest();
          failingSince = failures == 0 ? System.nanoTime() : failingSince;
          if (hasPassed(PASSING_MILLIS, failingSince)) {
            alarmed = true;
            alarms.raise(task.name(), String.valueOf(e.getMessage()));
          }
          pauser.pause(OUTAGE.after(failures++), 0);
        }
      }
    } finally {
      task.queue().close();
      task.markers().close();
      clearAlarm();
      ended = true;
    }
  }

  private void round() throws BrokerFailure, Unavailable {
    long since = System.nanoTime();
    int taken = task.relay().round();
    if (taken > 0) {
      heard();
      emptySince = null;
      busyAt = System.nanoTime();
      return;
    }
    if (unwanted) {
      // Nothing came because nothing was waited for.
      return;
    }
    boolean nothing = task.queue().isEmpty();
    heard();
    if (!nothing) {
      emptySince = null;
    } else if (emptySince == null) {
      emptySince = since;
    }
    empty.accept(task.name(), since);
    if (hasPassed(IDLE_MILLIS, busyAt)) {
      task.markers().close();
    }
    if (task.waiting()) {
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
      pauser.pause(pauseAfter(took), TICK_MILLIS);
    }
  }

  static long pauseAfter(long took) {
    return Math.min(took * PAUSE_FACTOR, MAX_PAUSE_MILLIS);
  }

  private void heard() {
    heardAt = System.nanoTime();
    heard = true;
  }

  private void clearAlarm() {
    if (alarmed) {
      alarmed = false;
      alarms.clear(task.name());
    }
  }

  private static boolean hasPassed(long millis, long since) {
    return System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
