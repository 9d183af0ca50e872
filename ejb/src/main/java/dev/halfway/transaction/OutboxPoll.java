package dev.halfway.transaction;

import dev.halfway.broker.BrokerConnections;
import dev.halfway.text.Causes;
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
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the outbox relayed: at once when something was added on this node, and by polling for what a
 * crash or another node has left behind.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class OutboxPoll {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxPoll.class);
  private static final long STOP_MILLIS = 5_000;

  @Resource private ManagedThreadFactory threads;
  @Inject private OutboxRelay relay;
  @Inject private BrokerConnections connections;

  @Inject private TransactionConfiguration configuration;

  private final Semaphore kicks = new Semaphore(0);
  private Thread thread;
  private volatile boolean stopped;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public OutboxPoll() {}

  @PostConstruct
  void start() {
    configuration.check();
    thread = threads.newThread(this::keepRelaying);
    thread.setName("outbox");
    thread.start();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    kicks.release();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called when the transaction that added it has committed. */
  public void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Added added) {
    kicks.release();
  }

  private void keepRelaying() {
    while (!stopped) {
      try (Connection connection = connections.create();
          Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
        relayWith(session);
      } catch (JMSException | RuntimeException e) {
        // Rows that are not sent stay: nothing is lost, and the next round begins anew.
        LOG.warn("The outbox cannot be relayed now: {}", Causes.textOf(e));
        pause();
      }
    }
  }

  private void relayWith(Session session) throws JMSException {
    while (!stopped) {
      while (!stopped && relay.round(session) > 0) {
        // As long as there is something.
      }
      pause();
    }
  }

  /** Until something is added, or the next poll is due. */
  private void pause() {
    try {
      if (kicks.tryAcquire(configuration.outboxPoll().toMillis(), TimeUnit.MILLISECONDS)) {
        kicks.drainPermits();
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
