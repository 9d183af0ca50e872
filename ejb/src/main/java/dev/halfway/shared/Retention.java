package dev.halfway.shared;

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
 * halfway.inbox.retention}.
 */
@Singleton
@Startup
public class Retention {

  @Inject
  @ConfigProperty(name = "halfway.inbox.retention", defaultValue = "P30D")
  private Duration retention;

  @Inject private Sql sql;

  @PostConstruct
  void check() {
    ConfigRange.check("halfway.inbox.retention", retention);
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  void forget() {
    Instant horizon = Instant.now().minus(retention);
    sql.update("DELETE FROM inbox WHERE at < ?", horizon);
    sql.update("DELETE FROM consumer_failure WHERE at < ?", horizon);
  }
}
