package dev.halfway.ra.protocol;

/** What is to be done with one half message. */
public sealed interface Decision {

  /** To its real destination, with what is left, in milliseconds, of delay and time to live. */
  record Forward(long delay, long timeToLive) implements Decision {}

  /** Acknowledged and nothing else. */
  record Discard() implements Decision {}

  /** Into the waiting queue; whether the application is asked there at once. */
  record SetAside(RetryState state, boolean asksAtOnce) implements Decision {

    SetAside(RetryState state) {
      this(state, false);
    }
  }

  /** Into the parked queue. */
  record Park(RetryState state) implements Decision {}

  /** Only a fence, or the application, can tell. */
  record Ask() implements Decision {}
}
