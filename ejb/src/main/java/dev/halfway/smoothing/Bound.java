package dev.halfway.smoothing;

/**
 * How many may be at work at the same time, and how many were: a semaphore whose number can be
 * changed while it is used. Thread-safe.
 */
final class Bound {

  private int most;
  private int now;
  private int highest;

  /**
   * A bound.
   *
   * @param most from 1
   */
  Bound(int most) {
    this.most = most;
  }

  /** Changes it; those at work stay, also beyond a lower number. */
  synchronized void set(int number) {
    if (number != most) {
      most = number;
      highest = 0;
      notifyAll();
    }
  }

  /** Waits for room and takes it. */
  synchronized void enter() throws InterruptedException {
    while (now >= most) {
      wait();
    }
    now++;
    highest = Math.max(highest, now);
  }

  /** Gives it back. */
  synchronized void leave() {
    now--;
    notifyAll();
  }

  synchronized int most() {
    return most;
  }

  synchronized int now() {
    return now;
  }

  /** The most that were at work when one more had entered, since the bound was changed. */
  synchronized int highest() {
    return highest;
  }
}
