package dev.halfway.delay;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes timers that have ended longer ago than {@code halfway.inbox.retention}: until then a
 * message that the broker delivers again finds its row.
 */
@ApplicationScoped
class TimerRetention {

  @Inject
  @ConfigProperty(name = "halfway.inbox.retention", defaultValue = "P30D")
  private Duration retention;

  @Inject private Sql sql;

  void deleteOld() {
    sql.update(
        "DELETE FROM delay_timer WHERE state IN ('FIRED', 'RECALLED') AND done_at < ?",
        Instant.now().minus(retention));
  }
}
