package dev.halfway.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The newest failure of each message that could not be consumed; kept as long as the inbox keeps
 * its entries.
 *
 * <p>Threads of our own call it, so it is no EJB: see {@link dev.halfway.shared}.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class FailureLog {

  @Inject private Sql sql;

  /**
   * Replaces what was known of the message.
   *
   * @param cause of {@link Causes}
   */
  public void record(String message, String consumer, String cause, int attempts) {
    Instant now = Instant.now();
    int known =
        sql.update(
            "UPDATE consumer_failure SET consumer = ?, cause = ?, attempts = ?, at = ?"
                + " WHERE message = ?",
            consumer,
            cause,
            attempts,
            now,
            message);
    if (known == 0) {
      sql.update(
          "INSERT INTO consumer_failure (message, consumer, cause, attempts, at)"
              + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          message,
          consumer,
          cause,
          attempts,
          now);
    }
  }

  /** What is known of these messages, by message; those that never failed are absent. */
  public Map<String, ConsumerFailure> of(Collection<String> messages) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    return sql
        .list(
            "SELECT message, consumer, cause, attempts, at FROM consumer_failure"
                + " WHERE message IN ("
                + Sql.placeholders(messages.size())
                + ")",
            row ->
                new ConsumerFailure(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    Sql.instant(row, 5)),
            messages.toArray())
        .stream()
        .collect(Collectors.toMap(ConsumerFailure::message, Function.identity()));
  }
}
