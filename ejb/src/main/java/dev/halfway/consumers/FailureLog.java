package dev.halfway.consumers;

import dev.halfway.messages.About;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The newest failure of each consumer with each message that it could not handle, and whether the
 * message is a dead letter; kept as long as the inbox keeps its entries.
 *
 * <p>What is about something ({@link About}) can be asked for by that, and is told of as {@link
 * MessageFate} in the same transaction: whoever keeps a state of that thing in a row changes it
 * then, or the failure is not written down either.
 *
 * <p>Threads of our own call it, so it is no enterprise bean: see {@link dev.halfway.lifecycle}.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class FailureLog {

  private static final String COLUMNS = "message, consumer, about, cause, attempts, at, given_up";

  @Inject private Sql sql;
  @Inject private Event<MessageFate> fates;

  /** Replaces what was known of this consumer with this message. */
  public void record(ConsumerFailure failure) {
    int known =
        sql.update(
            "UPDATE consumer_failure SET about = ?, cause = ?, attempts = ?, at = ?,"
                + " given_up = FALSE WHERE message = ? AND consumer = ?",
            failure.about(),
            failure.cause(),
            failure.attempts(),
            failure.at(),
            failure.message(),
            failure.consumer());
    if (known == 0) {
      insert(failure);
    }
    tell(MessageFate.Kind.FAILED, failure);
  }

  private boolean insert(ConsumerFailure failure) {
    return sql.update(
            "INSERT INTO consumer_failure ("
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            failure.message(),
            failure.consumer(),
            failure.about(),
            failure.cause(),
            failure.attempts(),
            failure.at(),
            failure.givenUp())
        == 1;
  }

  /** Forgets what the consumer has got over: it has handled the message. */
  public void handled(String message, String consumer) {
    sql.update(
        "DELETE FROM consumer_failure WHERE message = ? AND consumer = ?", message, consumer);
  }

  /**
   * Notes of a dead letter that it is one: once, however often it is seen, and by how many nodes.
   *
   * @param queue where it could not be consumed
   * @param since when the look at the dead letters began; what was sent back after that may have
   *     been seen before
   * @return false when it may not be one any more: look again
   */
  public boolean givenUp(String message, String queue, UUID about, Instant since) {
    Optional<ConsumerFailure> known =
        ConsumerFailure.of(queue, of(List.of(message)).getOrDefault(message, List.of()));
    if (known.isEmpty()) {
      ConsumerFailure failure = untold(message, queue, about, true);
      boolean noted = insert(failure);
      if (noted) {
        tell(MessageFate.Kind.GIVEN_UP, failure);
      }
      return noted;
    }
    return known.get().givenUp() || note(known.get(), since);
  }

  private boolean note(ConsumerFailure failure, Instant since) {
    int noted =
        sql.update(
            "UPDATE consumer_failure SET given_up = TRUE WHERE message = ? AND consumer = ?"
                + " AND NOT given_up AND (sent_back_at IS NULL OR sent_back_at < ?)",
            failure.message(),
            failure.consumer(),
            since);
    if (noted == 1) {
      tell(MessageFate.Kind.GIVEN_UP, failure);
    }
    return noted == 1;
  }

  /**
   * Notes that an operator has sent a dead letter back, once that is done.
   *
   * @param queue where it could not be consumed, and is now
   */
  public void sentBack(String message, String queue, UUID about) {
    ConsumerFailure failure =
        ConsumerFailure.of(queue, of(List.of(message)).getOrDefault(message, List.of()))
            .orElseGet(() -> untold(message, queue, about, false));
    insert(failure);
    sql.update(
        "UPDATE consumer_failure SET given_up = FALSE, sent_back_at = ?"
            + " WHERE message = ? AND consumer = ?",
        Instant.now(),
        message,
        failure.consumer());
    tell(MessageFate.Kind.SENT_BACK, failure);
  }

  /** Where the consumer could not even write down that it failed, or has not begun. */
  private static ConsumerFailure untold(String message, String queue, UUID about, boolean givenUp) {
    return new ConsumerFailure(
        message,
        ConsumerFailure.consumerOf(queue),
        about,
        ConsumerFailure.UNTOLD,
        0,
        Instant.now(),
        givenUp);
  }

  private void tell(MessageFate.Kind kind, ConsumerFailure failure) {
    if (failure.about() != null) {
      fates.fire(new MessageFate(kind, failure.consumer(), failure.about(), failure.cause()));
    }
  }

  /** What is known of these messages, by message; those that never failed are absent. */
  public Map<String, List<ConsumerFailure>> of(Collection<String> messages) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    return sql
        .list(
            "SELECT "
                + COLUMNS
                + " FROM consumer_failure WHERE message IN ("
                + Sql.placeholders(messages.size())
                + ")",
            FailureLog::read,
            messages.toArray())
        .stream()
        .collect(Collectors.groupingBy(ConsumerFailure::message));
  }

  /**
   * The failures that have to do with one thing, the oldest first; without those that consumers
   * have got over, or that were before an operator has sent the message back.
   */
  public List<ConsumerFailure> about(UUID id) {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM consumer_failure WHERE about = ?"
            + " AND (given_up OR sent_back_at IS NULL OR sent_back_at < at) ORDER BY at",
        FailureLog::read,
        id);
  }

  private static ConsumerFailure read(ResultSet row) throws SQLException {
    return new ConsumerFailure(
        row.getString(1),
        row.getString(2),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getInt(5),
        Sql.instant(row, 6),
        row.getBoolean(7));
  }
}
