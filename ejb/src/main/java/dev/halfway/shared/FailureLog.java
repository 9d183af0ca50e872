package dev.halfway.shared;

import static jakarta.ejb.TransactionAttributeType.REQUIRES_NEW;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The newest failure of each message that could not be consumed; kept as long as the inbox keeps
 * its entries.
 */
@Stateless
@TransactionAttribute(REQUIRES_NEW)
public class FailureLog {

  @PersistenceContext private EntityManager entities;

  /** Replaces what was known of the message. */
  public void record(String message, String consumer, Throwable failure, int attempts) {
    entities.merge(
        new ConsumerFailure(message, consumer, Causes.textOf(failure), attempts, Instant.now()));
  }

  /** What is known of these messages, by message; those that never failed are absent. */
  public Map<String, ConsumerFailure> of(Collection<String> messages) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(
            "SELECT f FROM ConsumerFailure f WHERE f.message IN :messages", ConsumerFailure.class)
        .setParameter("messages", messages)
        .getResultStream()
        .collect(Collectors.toMap(ConsumerFailure::message, Function.identity()));
  }
}
