package dev.halfway.consumers;

import static jakarta.ejb.TransactionAttributeType.MANDATORY;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/**
 * Remembers which consumer has had its effect for which message.
 *
 * <p>An entry is written in the caller's transaction, so it exists if and only if the effect does.
 * A second delivery that comes while the first is still at work waits for it, then learns how it
 * ended. Entries are kept for {@code halfway.inbox.retention}; a message delivered again after that
 * would have its effect again.
 */
@Stateless
@TransactionAttribute(MANDATORY)
public class Inbox {

  @PersistenceContext private EntityManager entities;

  /**
   * Enters a message for a consumer.
   *
   * @param consumer the consumer's name, at most 64 characters
   * @param message what identifies the message across redeliveries, at most 255 characters
   * @return true for the first time; false when this consumer's effect for this message has been
   *     committed before, and the caller must do nothing
   */
  public boolean enter(String consumer, String message) {
    return entities
            .createNativeQuery(
                "INSERT INTO inbox (consumer, message, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
            .setParameter(1, consumer)
            .setParameter(2, message)
            .setParameter(3, Instant.now())
            .executeUpdate()
        == 1;
  }
}
