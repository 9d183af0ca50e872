package dev.halfway.ra.protocol;

/** What is to be done with one half message. */
public sealed interface Decision {

  /**
   * To its real destination, with what is left of its delay and its time to live.
   *
   * @param delay milliseconds, from 0
   * @param timeToLive milliseconds, from 1; 0 is for ever
   */
  record Forward(long delay, long timeToLive) implements Decision {}

  /** Acknowledged and nothing else. */
  record Discard() implements Decision {}

  /**
   * Into the waiting queue.
   *
   * @param asksAtOnce whether the application is asked there as soon as the message is taken
   */
  record SetAside(RetryState state, boolean asksAtOnce) implements Decision {

    /** Until something may have changed. */
    SetAside(RetryState state) {
      this(state, false);
    }
  }

  /** Into the parked queue. */
  record Park(RetryState state) implements Decision {}

  /** Only a fence, or the application, can tell. */
  record Ask() implements Decision {}
}
