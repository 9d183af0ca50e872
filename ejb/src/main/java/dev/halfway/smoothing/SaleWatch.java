package dev.halfway.smoothing;

import dev.halfway.shared.Broker;
import dev.halfway.shared.BrokerQueue;
import dev.halfway.shared.Causes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the sale, and keeps telling its desk what is in the queue and what operators have set. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class SaleWatch {

  static final String QUEUE = "halfway.smoothing.orders";

  private static final Logger LOG = LoggerFactory.getLogger(SaleWatch.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long STOP_MILLIS = 5_000;

  @Resource private ManagedThreadFactory threads;
  @Inject private Broker broker;
  @Inject private SettingsStore store;
  @Inject private SaleDesk desk;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private Thread thread;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public SaleWatch() {}

  @PostConstruct
  void start() {
    store.configured().check("halfway.smoothing.");
    try {
      desk.open(store.secret(), store.read());
    } catch (SQLException e) {
      throw new EJBException("the sale's settings cannot be read: " + e.getMessage(), e);
    }
    thread = threads.newThread(this::keepLooking);
    thread.setName("sale");
    thread.start();
  }

  @PreDestroy
  void stop() {
    stopped.countDown();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepLooking() {
    try {
      do {
        look();
      } while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Optional<BrokerQueue> queue = broker.queue(QUEUE);
      queue.ifPresent(now -> desk.seen(now.depth(), now.acknowledged(), System.nanoTime()));
      desk.use(store.read());
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The sale goes on as it was: {}", Causes.textOf(e));
    }
  }
}
