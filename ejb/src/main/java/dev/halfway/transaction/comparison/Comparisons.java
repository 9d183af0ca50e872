package dev.halfway.transaction.comparison;

import dev.halfway.lifecycle.Repeater;
import dev.halfway.lifecycle.ServerState;
import dev.halfway.text.Causes;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comparisons of the mechanisms: one at a time on a node, kept when they are done. Whoever wants
 * one to end asks any node.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Comparisons {

  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);
  private static final long STOP_MILLIS = 5_000;
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long whoever wants one to end waits for that. */
  private static final Duration UNTIL_ENDED = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(50);

  @Inject private ComparisonArchive archive;
  @Inject private ComparisonRun run;
  @Inject private ComparisonLimits limits;
  @Inject private Databases databases;
  @Inject private XaParticipation participation;
  @Inject private Subscriptions subscriptions;
  @Inject private FaultInjection injection;
  @Inject private ServerState server;
  @Resource private ManagedThreadFactory threads;

  private final AtomicReference<@Nullable Comparison> running = new AtomicReference<>();
  private volatile @Nullable Thread thread;
  private volatile StopSignal stop = new StopSignal();
  private volatile @Nullable Instant deadline;
  private @Nullable Repeater looking;

  @PostConstruct
  void start() {
    limits.check();
    archive.interrupted();
    server.listen(
        new ServerState.Listener() {
          @Override
          public void stopping() {
            stop.raiseForServer();
          }
        });
    Thread worker = threads.newThread(this::resumeSubscriptions);
    worker.setName("comparison");
    thread = worker;
    worker.start();
    looking = Repeater.start(threads, "cancelled comparisons", LOOK, this::look);
  }

  /** Another node may have been asked to end what this one does. */
  private void look() {
    StopSignal signal = stop;
    Comparison now = running.get();
    if (now == null) {
      return;
    }
    archive.cancelledBy(now.id()).ifPresent(who -> raiseFor(who, signal));
    Instant end = deadline;
    if (end != null && Instant.now().isAfter(end)) {
      signal.raise(
          State.CANCELLED,
          "it took longer than %s, as only an operator's may".formatted(limits.time()));
    }
  }

  private static void raiseFor(String who, StopSignal signal) {
    signal.raise(State.CANCELLED, "cancelled by " + who);
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
    stop.raiseForServer();
    if (looking != null) {
      looking.close();
    }
    Thread worker = thread;
    if (worker != null) {
      try {
        worker.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether it has more orders than a comparison that no operator has begun. */
  public boolean isLarge(ComparisonRequest request) {
    return request.orders() > limits.orders();
  }

  /** How many orders by each mode are not large. */
  public int maxOrders() {
    return limits.orders();
  }

  /**
   * Begins one, and returns at once.
   *
   * @param who for the audit trail, and to be shown
   * @param asOperator whether it may take as long as it takes
   * @throws ComparisonRefused when nothing was begun
   */
  public Comparison begin(ComparisonRequest request, String who, boolean asOperator)
      throws ComparisonRefused {
    check(request);
    Comparison begun = Comparison.begun(UUID.randomUUID(), request, who);
    Comparison other = running.compareAndExchange(null, begun);
    if (other != null) {
      throw new ComparisonRefused(Reason.RUNNING, "comparison %s is running".formatted(other.id()));
    }
    try {
      deadline = asOperator ? null : begun.startedAt().plus(limits.time());
      StopSignal signal = new StopSignal();
      stop = signal;
      archive.add(begun, who);
      if (server.isStopping()) {
        signal.raiseForServer();
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

  /**
   * Ends one that is running, on whatever node; its callers end with the orders that they have
   * begun, whose effects come as ever. Returns when it has ended, or after some seconds.
   *
   * @param who for the audit trail, and to be shown
   * @return as it stands then; empty when there is none
   */
  public Optional<Comparison> cancel(UUID id, String who) {
    archive.cancel(id, who);
    StopSignal signal = stop;
    if (current().filter(now -> now.id().equals(id)).isPresent()) {
      raiseFor(who, signal);
    }
    try {
      long end = System.nanoTime() + UNTIL_ENDED.toNanos();
      while (isRunning(id) && System.nanoTime() < end) {
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return find(id);
  }

  private boolean isRunning(UUID id) {
    return find(id).filter(one -> one.state() == State.RUNNING).isPresent();
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
        throw new ComparisonRefused(
            Reason.NOT_DURABLE, notDurable + "; with \"demo\": true it is done all the same");
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
      end = latest(begun).ended(signal.cause().end(), signal.cause().text());
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
