package dev.halfway.consumers;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

/**
 * Remembers which consumer has had its effect for which message.
 *
 * <p>An entry is written in the caller's transaction, so it exists if and only if the effect does.
 * A second delivery that comes while the first is still at work waits for it, then learns how it
 * ended. Entries are kept for {@code halfway.inbox.retention}; a message delivered again after that
 * would have its effect again.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Inbox {

  @Inject private Sql sql;

  /**
   * Enters a message for a consumer.
   *
   * @param consumer the consumer's name, at most 64 characters
   * @param message what identifies the message across redeliveries, at most 255 characters
   * @return true for the first time; false when this consumer's effect for this message has been
   *     committed before, and the caller must do nothing
   */
  public boolean enter(String consumer, String message) {
    return sql.update(
            "INSERT INTO inbox (consumer, message, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            consumer,
            message,
            Instant.now())
        == 1;
  }
}
