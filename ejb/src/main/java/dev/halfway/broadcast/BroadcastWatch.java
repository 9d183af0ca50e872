package dev.halfway.broadcast;

import static dev.halfway.text.Causes.textOf;

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
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the feed with the start, sees to it that what is kept for others has an end, and compares
 * what this node has in memory with the database.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class BroadcastWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BroadcastWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration POSITIONS_PAUSE = Duration.ofSeconds(1);

  @Resource private ManagedThreadFactory threads;
  @Inject private BroadcastConfiguration configuration;
  @Inject private DispatchFeed feed;
  @Inject private Dictionary dictionary;
  @Inject private Dispatches dispatches;
  @Inject private DriverPositions positions;
  @Inject private NodeSubscriptions subscriptions;

  private Repeater rounds;
  private Repeater writing;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public BroadcastWatch() {}

  @PostConstruct
  void start() {
    configuration.check();
    feed.open();
    rounds = Repeater.start(threads, "broadcast", PAUSE, this::round);
    writing = Repeater.start(threads, "drivers' positions", POSITIONS_PAUSE, positions::write);
  }

  @PreDestroy
  void stop() {
    rounds.close();
    writing.close();
    try {
      positions.write();
    } catch (RuntimeException e) {
      LOG.warn("The last second's acknowledgements of drivers are not written: {}", textOf(e));
    }
  }

  private void round() {
    subscriptions.giveUpTooLong();
    dispatches.forget(Instant.now().minus(configuration.retention()));
    feed.compareWithLog();
    dictionary.compareWithTable();
  }
}
