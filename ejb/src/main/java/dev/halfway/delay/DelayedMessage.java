package dev.halfway.delay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message with a time.
 *
 * @param dueAt when it is to be delivered
 * @param doneAt when it was delivered or recalled; null while it is pending
 */
public record DelayedMessage(
    UUID id, String text, Status status, Instant dueAt, @Nullable Instant doneAt) {

  /** What has become of it. */
  public enum Status {
    /** Its time has not come. */
    PENDING,
    /** It was delivered. */
    DELIVERED,
    /** It was recalled before, and is never delivered. */
    RECALLED
  }
}
