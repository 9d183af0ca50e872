package dev.halfway.decoupling.link;

import dev.halfway.lifecycle.Backoff;
import java.time.Duration;

/**
 * Holds all submitters back together while the centre asks to be sent less.
 *
 * <p>A submitter takes a ticket before it sends and hands it in with the answer. Refusals of
 * messages that were on their way together carry the same ticket and count as one, so that the wait
 * grows with the patience the centre needs and not with the number of submitters.
 */
final class Throttle {

  private final Backoff backoff;
  private int ticket;
  private int refusals;
  private long openAt = System.nanoTime();
  private boolean closed;
  private boolean held;

  Throttle(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * Waits until sending is allowed, or the throttle is closed; returns the ticket.
   *
   * @throws SmsCentreUnavailable when the deadline is over first
   */
  synchronized int await(Deadline deadline) throws SmsCentreUnavailable, InterruptedException {
    long left = openAt - System.nanoTime();
    while (left > 0 && !closed && !held) {
      if (deadline.isOver()) {
        throw SmsCentreUnavailable.busy();
      }
      deadline.waitOn(this, left);
      left = openAt - System.nanoTime();
    }
    return ticket;
  }

  /** Holds everybody back; returns for how long, zero when this refusal is old news. */
  synchronized Duration refused(int ticketSentWith) {
    if (ticketSentWith != ticket) {
      return Duration.ZERO;
    }
    ticket++;
    refusals++;
    Duration delay = backoff.after(refusals);
    openAt = System.nanoTime() + delay.toNanos();
    return delay;
  }

  /** The centre takes messages again: the next wait is a short one. */
  synchronized void accepted(int ticketSentWith) {
    if (ticketSentWith == ticket) {
      refusals = 0;
    }
  }

  /** Holds nobody back, or does so again: who may not send is told so elsewhere. */
  synchronized void hold(boolean now) {
    held = now;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
