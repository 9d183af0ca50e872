package dev.halfway.transaction;

import dev.halfway.health.HalfMessagesHealth;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.Readiness;

/** Shows what the adapter is doing to whoever watches the server: as metrics and as health. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class HalfMessages {

  /** Held here: meters forget whom they watch as soon as nobody else holds it. */
  @Resource(lookup = "java:/halfway/HalfTransactions")
  private HalfTransactions halves;

  @Inject private HalfMessageMetrics metrics;
  @Inject @Readiness private HalfMessagesHealth health;

  @PostConstruct
  void start() {
    metrics.observe(halves);
    health.ask(() -> answer(halves.status()));
  }

  @PreDestroy
  void stop() {
    health.ask(HalfMessagesHealth.STOPPED);
  }

  /** Alarms, parked messages among them, want an operator; the server works on without one. */
  static HalfMessagesHealth.Answer answer(RelayStatus status) {
    return new HalfMessagesHealth.Answer(status.ready(), List.copyOf(status.alarms()));
  }
}
