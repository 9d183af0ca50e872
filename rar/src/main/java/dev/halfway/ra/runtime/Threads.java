package dev.halfway.ra.runtime;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The adapter's threads, all of the server's work manager. Thread-safe.
 *
 * <p>Each runs until {@link #stop}, which ends their pauses and interrupts nobody: a call of the
 * broker or the database that is under way has its own time limit.
 */
public final class Threads {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private final WorkManager works;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean stopped;

  /** No threads yet. */
  public Threads(WorkManager works) {
    this.works = works;
  }

  /** Starts a task that may last until {@link #isStopped}. */
  public void start(String name, Runnable task) throws WorkException {
    start(new Running(name, task, true));
  }

  /** Starts a task that is over soon. */
  void startShort(String name, Runnable task) throws WorkException {
    start(new Running(name, task, false));
  }

  /**
   * Runs a task that is over soon in a thread of its own, and waits for it; in the calling thread
   * if the server has none to spare.
   *
   * @param patience milliseconds
   * @return whether it is over; if not it goes on
   */
  public boolean run(String name, Runnable task, long patience) {
    CountDownLatch over = new CountDownLatch(1);
    try {
      startShort(
          name,
          () -> {
            try {
              task.run();
            } finally {
              over.countDown();
            }
          });
    } catch (WorkException | RuntimeException e) {
      LOG.log(Level.DEBUG, "no thread for " + name, e);
      task.run();
      return true;
    }
    try {
      return over.await(patience, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void start(Running work) throws WorkException {
    running.add(work);
    try {
      works.scheduleWork(work);
    } catch (WorkException | RuntimeException e) {
      running.remove(work);
      throw e;
    }
  }

  /** Whether tasks are to end. */
  public boolean isStopped() {
    return stopped;
  }

  /** A bell for one thread to pause at. */
  public Bell bell() {
    return new Bell();
  }

  /** Tells all tasks to end. */
  public void stop() {
    stopped = true;
    signal();
  }

  /**
   * Waits for all tasks to end.
   *
   * @return names of those that did not in time
   */
  public List<String> awaitEnd(long patienceMillis) {
    long left = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    lock.lock();
    try {
      while (!running.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return running.stream().map(one -> one.name).toList();
  }

  /** Names of the tasks that the server has not given a thread for so many milliseconds. */
  public List<String> withoutThread(long millis) {
    long now = System.nanoTime();
    return running.stream()
        .filter(one -> !one.begun)
        .filter(one -> now - one.since > TimeUnit.MILLISECONDS.toNanos(millis))
        .map(one -> one.name)
        .sorted()
        .toList();
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What one thread pauses at and others ring: a ring that comes too early is not lost. */
  public final class Bell {

    /** When it rings next by itself, by {@link System#nanoTime}; only if it is set. */
    private long ringsAt;

    private boolean set;

    /**
     * Waits until it rings, or until the adapter stops.
     *
     * @param least milliseconds to wait although it rings
     * @param most milliseconds to wait if it does not
     */
    public void pause(long least, long most) {
      long begun = System.nanoTime();
      long earliest = begun + TimeUnit.MILLISECONDS.toNanos(least);
      long latest = begun + TimeUnit.MILLISECONDS.toNanos(Math.max(least, most));
      lock.lock();
      try {
        long left = until(earliest, latest);
        while (!stopped && left > 0) {
          changed.awaitNanos(left);
          left = until(earliest, latest);
        }
        set = false;
      } catch (InterruptedException e) {
        // It is nobody's business but that of whoever interrupted: a checker that forgot to take
        // its own back, say. Who wants the adapter to stop calls stop, or Work.release.
        LOG.log(Level.DEBUG, "an interrupt ended a pause", e);
      } finally {
        lock.unlock();
      }
    }

    private long until(long earliest, long latest) {
      long end = set && ringsAt - latest < 0 ? ringsAt : latest;
      return (end - earliest > 0 ? end : earliest) - System.nanoTime();
    }

    /** Ends the pause. */
    public void ring() {
      ringIn(0);
    }

    /** Ends the pause in so many milliseconds, unless it ends earlier. */
    public void ringIn(long millis) {
      long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      lock.lock();
      try {
        if (!set || at - ringsAt < 0) {
          set = true;
          ringsAt = at;
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private final class Running implements Work, WorkContextProvider {
    private static final long serialVersionUID = 1;

    private final String name;
    private final transient Runnable task;
    private final boolean lasting;
    private final long since = System.nanoTime();
    private volatile boolean begun;

    Running(String name, Runnable task, boolean lasting) {
      this.name = name;
      this.task = task;
      this.lasting = lasting;
    }

    @Override
    public void run() {
      begun = true;
      Thread thread = Thread.currentThread();
      String before = thread.getName();
      thread.setName("half messages " + name);
      try {
        task.run();
      } finally {
        thread.setName(before);
        running.remove(this);
        signal();
      }
    }

    /** Servers call this when they stop, and IronJacamar also after each task that has ended. */
    @Override
    public void release() {
      if (running.contains(this)) {
        Threads.this.stop();
      }
    }

    /** Jakarta Connectors 2.1, 11.5: threads for ever come from another pool than short tasks. */
    @Override
    public List<WorkContext> getWorkContexts() {
      HintsContext hints = new HintsContext();
      hints.setName(name);
      hints.setHint(HintsContext.LONGRUNNING_HINT, lasting);
      return List.of(hints);
    }
  }
}
