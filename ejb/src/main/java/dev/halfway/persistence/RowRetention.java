package dev.halfway.persistence;

import dev.halfway.lifecycle.Repeater;
import dev.halfway.settings.ConfigRange;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes what no redelivery can ask for any more, every hour: inbox entries and failures older
 * than {@code halfway.inbox.retention}; and entries of the audit trail older than {@code
 * halfway.audit.retention}.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RowRetention {

  private static final Duration PAUSE = Duration.ofHours(1);

  @Inject
  @ConfigProperty(name = "halfway.inbox.retention", defaultValue = "P30D")
  private Duration retention;

  @Inject
  @ConfigProperty(name = "halfway.audit.retention", defaultValue = "P365D")
  private Duration auditRetention;

  @Inject private Sql sql;
  @Resource private ManagedThreadFactory threads;

  private Repeater repeater;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public RowRetention() {}

  @PostConstruct
  void start() {
    check();
    repeater = Repeater.start(threads, "retention", PAUSE, this::deleteOld);
  }

  public void check() {
    ConfigRange.check("halfway.inbox.retention", retention);
    ConfigRange.check("halfway.audit.retention", auditRetention);
  }

  @PreDestroy
  void stop() {
    repeater.close();
  }

  public void deleteOld() {
    Instant now = Instant.now();
    Instant horizon = now.minus(retention);
    sql.update("DELETE FROM inbox WHERE at < ?", horizon);
    sql.update("DELETE FROM consumer_failure WHERE at < ?", horizon);
    sql.update("DELETE FROM audit WHERE at < ?", now.minus(auditRetention));
  }
}
