package dev.halfway.accounts;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Answers that are given later, each once; all at once when the server stops, which would wait for
 * them otherwise. Thread-safe.
 */
class LateAnswers {

  private final ScheduledExecutorService clock;
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /** Given by these threads. */
  LateAnswers(ScheduledExecutorService clock) {
    this.clock = clock;
  }

  /** Gives an answer when its time has come. */
  void give(Runnable answer, Duration delay) {
    waiting.add(answer);
    if (stopping || delay.isZero()) {
      giveNow(answer);
      return;
    }
    try {
      var unused = clock.schedule(() -> giveNow(answer), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      giveNow(answer);
    }
    if (stopping) {
      giveNow(answer);
    }
  }

  private void giveNow(Runnable answer) {
    if (waiting.remove(answer)) {
      answer.run();
    }
  }

  /** Gives all, and from now on at once. */
  void stop() {
    stopping = true;
    waiting.forEach(this::giveNow);
  }

  /** Whether nobody is to be kept waiting any more. */
  boolean isStopping() {
    return stopping;
  }

  /** Takes time again. */
  void goOn() {
    stopping = false;
  }
}
