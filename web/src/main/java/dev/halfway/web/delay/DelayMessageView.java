package dev.halfway.web.delay;

import dev.halfway.delay.DelayedMessage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delayed message, as clients see it.
 *
 * @param status PENDING, DELIVERED or RECALLED
 * @param dueAt when it is to be delivered
 * @param doneAt when it was delivered or recalled; absent while it is pending
 */
public record DelayMessageView(
    UUID id, String text, DelayedMessage.Status status, Instant dueAt, @Nullable Instant doneAt) {

  static DelayMessageView of(DelayedMessage message) {
    return new DelayMessageView(
        message.id(), message.text(), message.status(), message.dueAt(), message.doneAt());
  }
}
