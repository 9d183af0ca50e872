package dev.halfway.smoothing;

import dev.halfway.broker.BrokerManagement;
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

/** Opens the sale, and keeps telling its desk what is in the queue and what operators have set. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class SaleWatch {

  private static final String QUEUE = "halfway.smoothing.orders";

  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Resource private ManagedThreadFactory threads;
  @Inject private BrokerManagement broker;
  @Inject private SettingsStore store;
  @Inject private SaleDesk desk;

  private Repeater looks;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public SaleWatch() {}

  @PostConstruct
  void start() {
    store.configured().check("halfway.smoothing.");
    desk.open(store.secret(), store.read());
    looks = Repeater.start(threads, "sale", PAUSE, this::look);
  }

  @PreDestroy
  void stop() {
    looks.close();
  }

  private void look() {
    broker
        .queue(QUEUE)
        .ifPresent(now -> desk.seen(now.depth(), now.acknowledged(), System.nanoTime()));
    desk.use(store.read());
  }
}
