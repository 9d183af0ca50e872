package dev.halfway.bus;

import dev.halfway.lifecycle.Repeater;
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

/** Has ticketing asked again for what it has not answered, unless it is paused. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CentreWatch {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Resource private ManagedThreadFactory threads;
  @Inject private BusConfiguration configuration;
  @Inject private SchedulingCentre centre;
  @Inject private Subsystems subsystems;

  private Repeater rounds;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public CentreWatch() {}

  @PostConstruct
  void start() {
    configuration.check();
    rounds = Repeater.start(threads, "scheduling centre", PAUSE, this::round);
  }

  @PreDestroy
  void stop() {
    rounds.close();
  }

  private void round() {
    if (!centre.misses() || subsystems.isPaused(Subsystem.TICKETING)) {
      return;
    }
    while (centre.askAgain()) {
      // As long as there are more.
    }
  }
}
