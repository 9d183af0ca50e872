package dev.halfway.shared;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
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

  @PersistenceContext private EntityManager entities;

  @Schedule(hour = "*", minute = "17", persistent = false)
  void forget() {
    Instant horizon = Instant.now().minus(retention);
    entities
        .createNativeQuery("DELETE FROM inbox WHERE at < ?1")
        .setParameter(1, horizon)
        .executeUpdate();
    entities
        .createQuery("DELETE FROM ConsumerFailure f WHERE f.at < :horizon")
        .setParameter("horizon", horizon)
        .executeUpdate();
  }
}
