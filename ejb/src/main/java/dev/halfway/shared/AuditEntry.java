package dev.halfway.shared;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the audit trail. */
@Entity
@Table(name = "audit")
public class AuditEntry {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private Instant at;
  private String who;
  private String action;
  private String subject;
  private String outcome;
  private @Nullable String reason;

  @SuppressWarnings("NullAway.Init") // for Jakarta Persistence
  protected AuditEntry() {}

  AuditEntry(
      Instant at,
      String who,
      String action,
      String subject,
      String outcome,
      @Nullable String reason) {
    this.at = at;
    this.who = who;
    this.action = action;
    this.subject = subject;
    this.outcome = outcome;
    this.reason = reason;
  }

  @Override
  public String toString() {
    return "%d %s %s: %s %s, %s%s"
        .formatted(
            id, at, who, action, subject, outcome, reason == null ? "" : ", because: " + reason);
  }
}
