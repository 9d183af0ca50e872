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
 * The adapter's threads, all of the server's work manager. Each runs until {@link #stop}, which
 * ends pauses and interrupts no thread: calls of broker and database have their own limits.
 * Thread-safe.
 */
public final class Threads {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private final WorkManager works;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean stopped;

  public Threads(WorkManager works) {
    this.works = works;
  }

  /** Starts a task that may last until {@link #isStopped}. */
  public void start(String name, Runnable task) throws WorkException {
    start(new Running(name, task, true));
  }

  /**
   * Runs a short task in a thread of its own, the caller's if the server has none to spare, and
   * waits so many milliseconds for it.
   *
   * @return whether it is over; if not it goes on
   */
  public boolean run(String name, Runnable task, long timeout) {
    CountDownLatch over = new CountDownLatch(1);
    try {
      start(
          new Running(
              name,
              () -> {
                try {
                  task.run();
                } finally {
                  over.countDown();
                }
              },
              false));
    } catch (WorkException | RuntimeException e) {
      LOG.log(Level.DEBUG, "no thread for " + name, e);
      task.run();
      return true;
    }
    try {
      return over.await(timeout, TimeUnit.MILLISECONDS);
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

  public boolean isStopped() {
    return stopped;
  }

  public Pauser pauser() {
    return new Pauser();
  }

  /** Tells all tasks to end. */
  public void stop() {
    stopped = true;
    signal();
  }

  /** Waits for all tasks to end; names those that did not in time. */
  public List<String> awaitEnd(long timeoutMillis) {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
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

  /** Pauses of one thread, which others can end. A call that comes too early ends the next one. */
  public final class Pauser {

    /** When a pause is to end, by {@link System#nanoTime}; only if it is set. */
    private long wakesAt;

    private boolean set;

    /** Waits between so many milliseconds, until another thread ends it or the adapter stops. */
    public void pause(long min, long max) {
      long begun = System.nanoTime();
      long earliest = begun + TimeUnit.MILLISECONDS.toNanos(min);
      long latest = begun + TimeUnit.MILLISECONDS.toNanos(Math.max(min, max));
      lock.lock();
      try {
        long left = until(earliest, latest);
        while (!stopped && left > 0) {
          changed.awaitNanos(left);
          left = until(earliest, latest);
        }
        set = false;
      } catch (InterruptedException e) {
        // It was not meant for the adapter: a checker may have left it behind. A server that wants
        // the adapter to stop calls stop, or Work.release.
        LOG.log(Level.DEBUG, "an interrupt ended a pause", e);
      } finally {
        lock.unlock();
      }
    }

    private long until(long earliest, long latest) {
      long end = set && wakesAt - latest < 0 ? wakesAt : latest;
      return (end - earliest > 0 ? end : earliest) - System.nanoTime();
    }

    public void wake() {
      wakeIn(0);
    }

    /** Ends the pause in so many milliseconds, unless it ends earlier. */
    public void wakeIn(long millis) {
      long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      lock.lock();
      try {
        if (!set || at - wakesAt < 0) {
          set = true;
          wakesAt = at;
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
