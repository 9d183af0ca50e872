package dev.halfway.delay;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Hands timers from the table to the broker. A timer's row and its message change hands in one
 * transaction, by half messages: whatever dies in between, the broker has it and the row says so,
 * or neither.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class HandOver {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Inject private Timers timers;

  /** How many the broker has: a timer that was recalled is still in its memory until its time. */
  int near(Instant now) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT (SELECT count(*) FROM delay_timer WHERE near AND state = 'PENDING')"
                    + " + (SELECT count(*) FROM delay_timer"
                    + " WHERE near AND state = 'RECALLED' AND due_at > ?)")) {
      count.setObject(1, now.atOffset(ZoneOffset.UTC));
      try (ResultSet found = count.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  /**
   * Hands over those that are due first; others may be at it at the same time.
   *
   * @param until when they are due at the latest
   * @return them, the first one first
   */
  List<TimerDue> next(Instant until, int most) throws SQLException {
    List<TimerDue> due = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement first =
            connection.prepareStatement(
                "SELECT id, kind, due_at FROM delay_timer"
                    + " WHERE state = 'PENDING' AND NOT near AND due_at <= ?"
                    + " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED");
        PreparedStatement near =
            connection.prepareStatement("UPDATE delay_timer SET near = TRUE WHERE id = ?")) {
      first.setObject(1, until.atOffset(ZoneOffset.UTC));
      first.setInt(2, most);
      try (ResultSet found = first.executeQuery()) {
        while (found.next()) {
          due.add(
              new TimerDue(
                  found.getObject(1, UUID.class),
                  Kind.valueOf(found.getString(2)),
                  found.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
      for (TimerDue timer : due) {
        near.setObject(1, timer.id());
        near.addBatch();
      }
      near.executeBatch();
    }
    due.forEach(timers::handOver);
    return due;
  }
}
