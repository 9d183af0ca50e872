package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Attempts so far, the next attempt and the last cause of a message that was set aside or parked.
 * The message itself carries it.
 *
 * @param due milliseconds since 1970, by the clock of the node that set the message aside
 * @param checks those of the attempts that count towards parking
 * @param seen when the message was first seen undecided
 * @param cause cut after 500 characters
 */
public record RetryState(
    long due, int attempts, int checks, Sighting seen, Verdict verdict, @Nullable String cause) {

  private static final int MAX_CAUSE = 500;

  /**
   * When a message was first seen undecided, by the monotonic clock of this {@link Clock#identity}.
   * A relay with another clock counts its immunity time anew.
   */
  public record Sighting(UUID clock, long at) {

    public static final Sighting NONE = new Sighting(new UUID(0, 0), 0);
  }

  public RetryState {
    if (cause != null && cause.length() > MAX_CAUSE) {
      boolean splits = Character.isHighSurrogate(cause.charAt(MAX_CAUSE - 1));
      cause = cause.substring(0, splits ? MAX_CAUSE - 1 : MAX_CAUSE);
    }
  }

  /** The same, as if it had never been tried: a parked message is resumed with all its checks. */
  public RetryState resumed() {
    return new RetryState(due, 0, 0, seen, verdict, cause);
  }

  /** The same, due at another time. */
  RetryState dueAt(long time) {
    return new RetryState(time, attempts, checks, seen, verdict, cause);
  }

  /** The same, first seen at another time. */
  RetryState seen(Sighting sighting) {
    return new RetryState(due, attempts, checks, sighting, verdict, cause);
  }

  /** The same, set aside for another cause. */
  RetryState because(String reason) {
    return new RetryState(due, attempts, checks, seen, verdict, reason);
  }
}
