package dev.halfway.smoothing;

import dev.halfway.refusal.Refusal;
import java.time.Duration;
import java.util.Optional;

/** There is no room for an order now; nothing of it is kept. */
public class Overloaded extends Refusal {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  Overloaded(String why, Duration retryAfter) {
    super(Kind.OVERLOAD, "overloaded", "There is no room for an order now", why);
    this.retryAfter = retryAfter;
  }

  /** When there may be room again, at the rate at which orders are worked off. */
  @Override
  public Optional<Duration> retryAfter() {
    return Optional.of(retryAfter);
  }
}
