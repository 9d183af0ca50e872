package dev.halfway.delay;

import dev.halfway.messages.Outgoing;
import dev.halfway.persistence.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Timers, as part of the caller's transaction: what is done here happens if and only if that
 * commits. All fail with {@link jakarta.ejb.EJBException} when the database does, and have done
 * nothing then.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Timers {

  @Inject private Sql sql;

  @Resource(lookup = "java:/jms/delay/timers")
  private Queue queue;

  @Inject private Outgoing outgoing;
  @Inject private DelayConfiguration configuration;

  /** The time a timer gets: what the broker can count, and not before what was asked for. */
  static Instant dueAt(Instant wanted) {
    Instant millis = wanted.truncatedTo(ChronoUnit.MILLIS);
    return millis.isBefore(wanted) ? millis.plusMillis(1) : millis;
  }

  /**
   * Sets one.
   *
   * @param text of a message; null for an order
   * @param dueAt of {@link #dueAt}; in the past to fire at once
   */
  void set(UUID id, Kind kind, @Nullable String text, Instant dueAt) {
    boolean near = configuration.window().isNear(dueAt);
    sql.update(
        "INSERT INTO delay_timer (id, kind, text, due_at, set_at, near, state)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'PENDING')",
        id,
        kind,
        text,
        dueAt,
        Instant.now(),
        near);
    if (near) {
      handOver(new TimerDue(id, kind, dueAt));
    }
  }

  /** Has the broker say when it is due. */
  void handOver(TimerDue due) {
    outgoing.sendLater(queue, due, Duration.between(Instant.now(), due.dueAt()));
  }

  /** Takes one back: true when it will never fire, false when it has or was recalled before. */
  boolean recall(UUID id) {
    return end(id, "RECALLED", Instant.now());
  }

  /** Fires one: true the one time, false when it has fired before or was recalled. */
  boolean fire(UUID id, Instant at) {
    return end(id, "FIRED", at);
  }

  private boolean end(UUID id, String how, Instant at) {
    return sql.update(
            "UPDATE delay_timer SET state = ?, done_at = ? WHERE id = ? AND state = 'PENDING'",
            how,
            at,
            id)
        == 1;
  }
}
