package dev.halfway.shared;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets what no redelivery can ask for any more: inbox entries and failures older than {@code
 * halfway.inbox.retention}.
 */
@Singleton
public class Retention {

  @Inject
  @ConfigProperty(name = "halfway.inbox.retention", defaultValue = "P30D")
  private Duration retention;

  @Inject private Sql sql;

  @Schedule(hour = "*", minute = "17", persistent = false)
  void forget() {
    Instant horizon = Instant.now().minus(retention);
    sql.update("DELETE FROM inbox WHERE at < ?", horizon);
    sql.update("DELETE FROM consumer_failure WHERE at < ?", horizon);
  }
}
