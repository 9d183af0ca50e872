package dev.halfway.transaction.comparison;

import dev.halfway.shared.Causes;
import dev.halfway.shared.ServerState;
import dev.halfway.transaction.Mode;
import dev.halfway.transaction.XaParticipation;
import dev.halfway.transaction.comparison.Comparison.State;
import dev.halfway.transaction.comparison.ComparisonRefused.Reason;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Comparisons of the mechanisms: one at a time on a node, kept when they are done. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Comparisons {

  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);
  private static final long STOP_MILLIS = 5_000;
  private static final Duration RETRY = Duration.ofSeconds(5);

  @Inject private ComparisonArchive archive;
  @Inject private ComparisonRun run;
  @Inject private Databases databases;
  @Inject private XaParticipation participation;
  @Inject private Subscriptions subscriptions;
  @Inject private FaultInjection injection;
  @Inject private ServerState server;
  @Resource private ManagedThreadFactory threads;

  private final AtomicReference<@Nullable Comparison> running = new AtomicReference<>();
  private volatile @Nullable Thread thread;
  private volatile StopSignal stop = new StopSignal();

  @PostConstruct
  void start() {
    archive.interrupted();
    server.listen(
        new ServerState.Listener() {
          @Override
          public void stopping() {
            stop.raise();
          }
        });
    Thread worker = threads.newThread(this::resumeSubscriptions);
    worker.setName("comparison");
    thread = worker;
    worker.start();
  }

  /** A broker outside this server may have outlived it with its subscriptions paused. */
  private void resumeSubscriptions() {
    try {
      while (true) {
        try {
          subscriptions.resume();
          return;
        } catch (RuntimeException e) {
          LOG.debug("subscriptions that a comparison may have paused", e);
          stop.pause(RETRY);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("They are resumed at the next start", e);
    }
  }

  @PreDestroy
  void stop() {
    stop.raise();
    Thread worker = thread;
    if (worker != null) {
      try {
        worker.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Begins one, and returns at once.
   *
   * @throws ComparisonRefused when nothing was begun
   */
  public Comparison begin(ComparisonRequest request) throws ComparisonRefused {
    check(request);
    Comparison begun = Comparison.begun(UUID.randomUUID(), request);
    Comparison other = running.compareAndExchange(null, begun);
    if (other != null) {
      throw new ComparisonRefused(Reason.RUNNING, "comparison %s is running".formatted(other.id()));
    }
    try {
      archive.add(begun);
      StopSignal signal = new StopSignal();
      stop = signal;
      if (server.isStopping()) {
        signal.raise();
      }
      Thread worker = threads.newThread(() -> carryOut(begun, signal));
      worker.setName("comparison");
      thread = worker;
      worker.start();
      return begun;
    } catch (RuntimeException e) {
      running.set(null);
      throw e;
    }
  }

  private void check(ComparisonRequest request) throws ComparisonRefused {
    if (!request.faults().isEmpty() && !injection.isOn()) {
      throw new ComparisonRefused(
          Reason.FAULTS_OFF, "the server was started without fault injection");
    }
    try {
      if (request.modes().contains(Mode.XA) && participation.isRefused()) {
        throw new ComparisonRefused(
            Reason.XA_UNAVAILABLE,
            "max_prepared_transactions is 0: the database takes no part in two-phase commit");
      }
      Map<String, String> settings = databases.settings();
      String notDurable = databases.notDurable(settings);
      if (notDurable != null && databases.isPostgres() && !request.demo()) {
        throw new ComparisonRefused(Reason.NOT_DURABLE, notDurable);
      }
    } catch (SQLException e) {
      throw new EJBException("the database does not answer: " + e.getMessage(), e);
    }
  }

  private Optional<Comparison> current() {
    return Optional.ofNullable(running.get());
  }

  private void carryOut(Comparison begun, StopSignal signal) {
    Comparison end;
    try {
      Report report =
          run.carryOut(
              begun.id(),
              begun.request(),
              signal,
              (placed, step) -> running.set(begun.at(placed, step)));
      end = begun.at(begun.request().total(), "done").done(report);
    } catch (InterruptedException e) {
      end = latest(begun).ended(State.INTERRUPTED, "the server was stopped or suspended");
    } catch (Exception e) {
      LOG.warn("A comparison has failed", e);
      end = latest(begun).ended(State.FAILED, Causes.textOf(e));
    }
    try {
      archive.update(end);
    } catch (RuntimeException e) {
      LOG.warn("What came of a comparison cannot be kept: {}", Causes.textOf(e));
    } finally {
      running.set(null);
    }
  }

  private Comparison latest(Comparison begun) {
    return current().orElse(begun);
  }

  /** The one of this id. */
  public Optional<Comparison> find(UUID id) {
    return current().filter(one -> one.id().equals(id)).or(() -> archive.find(id));
  }

  /** The newest, at most so many, from 1. */
  public List<Comparison> newest(int limit) {
    return archive.newest(limit).stream()
        .map(one -> current().filter(now -> now.id().equals(one.id())).orElse(one))
        .toList();
  }
}
