package dev.halfway.ra.protocol;

import java.util.List;

/**
 * Port to one half or waiting queue, read in one local transaction of the broker at a time.
 *
 * <p>What was received is gone from the queue if and only if {@link #commit} succeeds, and then
 * everything that was forwarded, set aside or parked is where it belongs. After any exception only
 * {@link #reset} may be called; what was received comes again.
 */
public interface HalfQueue<M> {

  /**
   * Takes a batch of at most so many messages, waiting a while for the first. From a waiting queue
   * it takes what has an {@link RetryState#due} that has come, or one so far away that only a wrong
   * clock can have set it.
   */
  List<Half<M>> receive(int max) throws BrokerFailure;

  /**
   * Sends to the real destination.
   *
   * @param timeToLive milliseconds, as the delay is; 0 is for ever
   * @throws Overdue when the destination takes nothing and the broker does not return
   */
  void forward(Half<M> half, long delay, long timeToLive) throws BrokerFailure;

  /** Puts into the waiting queue, with this state. */
  void setAside(Half<M> half, RetryState state) throws BrokerFailure;

  /** Puts into the parked queue, with this state. */
  void park(Half<M> half, RetryState state) throws BrokerFailure;

  /**
   * Leaves a message that the broker takes nowhere where it is, and takes it no more for a while.
   * Called after {@link #reset}, when nothing was received since.
   *
   * @return whether it is left; not if that can be no fault of a message
   */
  boolean leave(Half<M> half, String cause);

  /** Makes it all so, atomically. */
  void commit() throws BrokerFailure;

  /** Forgets the transaction and starts again on a new session. */
  void reset() throws BrokerFailure;

  /** The broker did not do what it was asked, or did not answer. */
  class BrokerFailure extends Exception {
    private static final long serialVersionUID = 1;

    public BrokerFailure(String message, Throwable cause) {
      super(message, cause);
    }

    public BrokerFailure(String message) {
      super(message);
    }
  }

  /** The broker did not return from a call in time. */
  final class Overdue extends BrokerFailure {
    private static final long serialVersionUID = 1;

    public Overdue(String what) {
      super(what + ": the broker did not return in time");
    }
  }
}
