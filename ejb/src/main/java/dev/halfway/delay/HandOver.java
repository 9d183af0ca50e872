package dev.halfway.delay;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Hands timers from the table to the broker. A timer's row and its message change hands in one
 * transaction, by half messages: whatever dies in between, the broker has it and the row says so,
 * or neither.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class HandOver {

  @Inject private Sql sql;

  @Inject private Timers timers;

  /** How many the broker has: a timer that was recalled is still in its memory until its time. */
  int near(Instant now) {
    return (int)
        sql.number(
            "SELECT (SELECT count(*) FROM delay_timer WHERE near AND state = 'PENDING')"
                + " + (SELECT count(*) FROM delay_timer"
                + " WHERE near AND state = 'RECALLED' AND due_at > ?)",
            now);
  }

  /**
   * Hands over those that are due first; others may be at it at the same time.
   *
   * @param until when they are due at the latest
   * @return them, the first one first
   */
  List<TimerDue> next(Instant until, int most) {
    List<TimerDue> due =
        sql.list(
            "SELECT id, kind, due_at FROM delay_timer"
                + " WHERE state = 'PENDING' AND NOT near AND due_at <= ?"
                + " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED",
            row ->
                new TimerDue(
                    row.getObject(1, UUID.class),
                    Kind.valueOf(row.getString(2)),
                    Sql.instant(row, 3)),
            until,
            most);
    sql.batch(
        "UPDATE delay_timer SET near = TRUE WHERE id = ?", due, timer -> new Object[] {timer.id()});
    due.forEach(timers::handOver);
    return due;
  }
}
