package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the relay remembers of a message that it set aside or parked, in the message itself.
 *
 * @param due when to look again: milliseconds since 1970, by the clock of the node that set it
 *     aside
 * @param attempts how often it was looked at in vain
 * @param checks how many of these count towards parking
 * @param seenBy the relay that saw it undecided first; another one counts its immunity time anew
 * @param seenAt when that was, by that relay's monotonic clock
 * @param verdict the verdict if one is known
 * @param cause why it was set aside; cut after 500 characters
 */
public record RetryState(
    long due,
    int attempts,
    int checks,
    UUID seenBy,
    long seenAt,
    Verdict verdict,
    @Nullable String cause) {

  private static final int MAX_CAUSE = 500;

  public RetryState {
    if (cause != null && cause.length() > MAX_CAUSE) {
      boolean splits = Character.isHighSurrogate(cause.charAt(MAX_CAUSE - 1));
      cause = cause.substring(0, splits ? MAX_CAUSE - 1 : MAX_CAUSE);
    }
  }
}
