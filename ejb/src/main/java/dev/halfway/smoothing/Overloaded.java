package dev.halfway.smoothing;

import java.time.Duration;

/** There is no room for an order now; nothing of it is kept. */
public class Overloaded extends Exception {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  Overloaded(String why, Duration retryAfter) {
    super(why);
    this.retryAfter = retryAfter;
  }

  /** When there may be room again, at the rate at which orders are worked off. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
