package dev.halfway.delay;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Messages that are delivered at a time of their own. */
@Stateless
public class DelayedMessages {

  private static final String COLUMNS = "SELECT id, text, state, due_at, done_at FROM delay_timer";

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

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
   * @return it, {@code RECALLED} when it is never delivered, {@code DELIVERED} when it was; empty
   *     when there is none
   */
  public Optional<DelayedMessage> recall(UUID id) {
    // An order's timer is not to be recalled here.
    if (find(id).isPresent()) {
      timers.recall(id);
    }
    return find(id);
  }

  /** The message of this id, whatever has become of it, as long as it is kept. */
  public Optional<DelayedMessage> find(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(COLUMNS + " WHERE id = ? AND kind = 'MESSAGE'")) {
      query.setObject(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(message(found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new EJBException("the message cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Those that are pending, by due time.
   *
   * @param after the last one of the page before; null for the first page
   */
  public List<DelayedMessage> pending(@Nullable Position after, int most) {
    Position from = after == null ? Position.FIRST : after;
    List<DelayedMessage> messages = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                COLUMNS
                    + " WHERE kind = 'MESSAGE' AND state = 'PENDING' AND (due_at, id) > (?, ?)"
                    + " ORDER BY due_at, id LIMIT ?")) {
      query.setObject(1, from.dueAt().atOffset(ZoneOffset.UTC));
      query.setObject(2, from.id());
      query.setInt(3, most);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          messages.add(message(found));
        }
      }
      return messages;
    } catch (SQLException e) {
      throw new EJBException("the messages cannot be read: " + e.getMessage(), e);
    }
  }

  /** Where a message stands among the pending ones. */
  public record Position(Instant dueAt, UUID id) {
    static final Position FIRST = new Position(Instant.EPOCH.minusMillis(1), new UUID(0, 0));
  }

  private static DelayedMessage message(ResultSet row) throws SQLException {
    OffsetDateTime doneAt = row.getObject(5, OffsetDateTime.class);
    return new DelayedMessage(
        row.getObject(1, UUID.class),
        row.getString(2),
        switch (row.getString(3)) {
          case "FIRED" -> DelayedMessage.Status.DELIVERED;
          case "RECALLED" -> DelayedMessage.Status.RECALLED;
          default -> DelayedMessage.Status.PENDING;
        },
        row.getObject(4, OffsetDateTime.class).toInstant(),
        doneAt == null ? null : doneAt.toInstant());
  }
}
