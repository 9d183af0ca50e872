package dev.halfway.web.delay;

import dev.halfway.delay.DelayedMessage;
import dev.halfway.web.consumers.FailureView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delayed message, as clients see it.
 *
 * @param status PENDING, DELIVERED or RECALLED
 * @param dueAt when it is to be delivered
 * @param doneAt when it was delivered or recalled; absent while it is pending
 * @param failures consumers that could not handle a message about it yet; absent where there are
 *     none
 */
@Schema(name = "DelayedMessage")
public record DelayMessageView(
    UUID id,
    String text,
    DelayedMessage.Status status,
    Instant dueAt,
    @Nullable Instant doneAt,
    @Nullable List<FailureView> failures) {

  static DelayMessageView of(DelayedMessage message) {
    return of(message, null);
  }

  static DelayMessageView of(DelayedMessage message, @Nullable List<FailureView> failures) {
    return new DelayMessageView(
        message.id(),
        message.text(),
        message.status(),
        message.dueAt(),
        message.doneAt(),
        failures);
  }
}
