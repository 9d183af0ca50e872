package dev.halfway.audit;

import dev.halfway.persistence.RowRetention;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what, in the table {@code audit}. Written in the transaction of the change where it
 * has one, so there is neither without the other; else in its own, right after.
 *
 * <p>Entries are added and read here, and forgotten by {@link RowRetention}; nothing changes one.
 */
@ApplicationScoped
@Transactional
public class Audit {

  @Inject private Sql sql;

  /** Adds an entry; who and action have at most 64 characters, subject and outcome 255. */
  public void record(String who, String action, String subject, String outcome) {
    add(who, action, subject, outcome, null);
  }

  /** Adds an entry of something that needs a reason, of at most 255 characters. */
  public void record(String who, String action, String subject, String outcome, String reason) {
    add(who, action, subject, outcome, reason);
  }

  private void add(
      String who, String action, String subject, String outcome, @Nullable String reason) {
    sql.update(
        "INSERT INTO audit (at, who, action, subject, outcome, reason) VALUES (?, ?, ?, ?, ?, ?)",
        Instant.now(),
        who,
        action,
        subject,
        outcome,
        reason);
  }

  /**
   * The newest entries, the newest first.
   *
   * @param before only those before the one of this id
   */
  public List<AuditEntry> newest(long before, int limit) {
    return sql.list(
        "SELECT id, at, who, action, subject, outcome, reason FROM audit WHERE id < ?"
            + " ORDER BY id DESC LIMIT ?",
        row ->
            new AuditEntry(
                row.getLong(1),
                Sql.instant(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7)),
        before,
        limit);
  }
}
