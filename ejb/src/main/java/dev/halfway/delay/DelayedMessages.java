package dev.halfway.delay;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages that are delivered at a time of their own. */
@ApplicationScoped
@Transactional
public class DelayedMessages {

  private static final String COLUMNS = "SELECT id, text, state, due_at, done_at FROM delay_timer";

  @Inject private Sql sql;
  @Inject private Audit audit;

  @Inject private Timers timers;

  /**
   * Sends one: when this returns it is durable.
   *
   * @param text 1 to 4,096 characters
   * @param at from 1970; in the past to deliver it at once
   */
  public DelayedMessage send(String text, Instant at) {
    UUID id = UUID.randomUUID();
    Instant dueAt = Timers.dueAt(at);
    timers.set(id, Kind.MESSAGE, text, dueAt);
    return new DelayedMessage(id, text, DelayedMessage.Status.PENDING, dueAt, null);
  }

  /**
   * Takes one back.
   *
   * @param who for the audit trail
   * @return it, {@code RECALLED} when it is never delivered, {@code DELIVERED} when it was; empty
   *     when there is none
   */
  public Optional<DelayedMessage> recall(UUID id, String who) {
    // An order's timer is not to be recalled here.
    if (find(id).isPresent()) {
      timers.recall(id);
    }
    Optional<DelayedMessage> recalled = find(id);
    audit.record(
        who,
        "delayed-message recall",
        id.toString(),
        recalled.map(message -> message.status().name()).orElse("not found"));
    return recalled;
  }

  /** The message of this id, whatever has become of it, as long as it is kept. */
  public Optional<DelayedMessage> find(UUID id) {
    return sql.first(COLUMNS + " WHERE id = ? AND kind = 'MESSAGE'", DelayedMessages::message, id);
  }

  /**
   * Those that are pending, by due time.
   *
   * @param after the last one of the page before; null for the first page
   */
  public List<DelayedMessage> pending(@Nullable Position after, int most) {
    Position from = after == null ? Position.FIRST : after;
    return sql.list(
        COLUMNS
            + " WHERE kind = 'MESSAGE' AND state = 'PENDING' AND (due_at, id) > (?, ?)"
            + " ORDER BY due_at, id LIMIT ?",
        DelayedMessages::message,
        from.dueAt(),
        from.id(),
        most);
  }

  /** Where a message stands among the pending ones. */
  public record Position(Instant dueAt, UUID id) {
    static final Position FIRST = new Position(Instant.EPOCH.minusMillis(1), new UUID(0, 0));
  }

  private static DelayedMessage message(ResultSet row) throws SQLException {
    return new DelayedMessage(
        row.getObject(1, UUID.class),
        row.getString(2),
        switch (row.getString(3)) {
          case "FIRED" -> DelayedMessage.Status.DELIVERED;
          case "RECALLED" -> DelayedMessage.Status.RECALLED;
          default -> DelayedMessage.Status.PENDING;
        },
        Sql.instant(row, 4),
        Sql.instantOrNull(row, 5));
  }
}
