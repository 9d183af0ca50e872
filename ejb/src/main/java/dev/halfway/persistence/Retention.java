package dev.halfway.persistence;

import dev.halfway.settings.ConfigRange;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets what no redelivery can ask for any more: inbox entries and failures older than {@code
 * halfway.inbox.retention}; and entries of the audit trail older than {@code
 * halfway.audit.retention}.
 */
@Singleton
@Startup
public class Retention {

  @Inject
  @ConfigProperty(name = "halfway.inbox.retention", defaultValue = "P30D")
  private Duration retention;

  @Inject
  @ConfigProperty(name = "halfway.audit.retention", defaultValue = "P365D")
  private Duration auditRetention;

  @Inject private Sql sql;

  @PostConstruct
  public void check() {
    ConfigRange.check("halfway.inbox.retention", retention);
    ConfigRange.check("halfway.audit.retention", auditRetention);
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  public void forget() {
    Instant now = Instant.now();
    Instant horizon = now.minus(retention);
    sql.update("DELETE FROM inbox WHERE at < ?", horizon);
    sql.update("DELETE FROM consumer_failure WHERE at < ?", horizon);
    sql.update("DELETE FROM audit WHERE at < ?", now.minus(auditRetention));
  }
}
