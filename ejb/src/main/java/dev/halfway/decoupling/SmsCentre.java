package dev.halfway.decoupling;

import dev.halfway.decoupling.SmsNotSent.Reason;
import dev.halfway.decoupling.link.Deadline;
import dev.halfway.decoupling.link.LinkTimings;
import dev.halfway.decoupling.link.Receipt;
import dev.halfway.decoupling.link.ReceiptListener;
import dev.halfway.decoupling.link.Sms;
import dev.halfway.decoupling.link.SmsCentreAddress;
import dev.halfway.decoupling.link.SmsCentreLink;
import dev.halfway.decoupling.link.SmsCentreUnavailable;
import dev.halfway.decoupling.link.SmsException;
import dev.halfway.decoupling.link.SmsOutcomeUnknown;
import dev.halfway.decoupling.link.Submitted;
import dev.halfway.decoupling.simulator.SmsCentreSimulator;
import dev.halfway.lifecycle.Backoff;
import dev.halfway.lifecycle.ManagedPools;
import dev.halfway.lifecycle.ServerState;
import dev.halfway.lifecycle.ServerStopping;
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
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The SMS centre that SMS leave by: the configured one, or, where none is, a simulated one inside
 * this server that speaks the same protocol on a loopback port and delivers to nobody.
 *
 * <p>Its configuration is checked at start; a wrong value stops the deployment with an error that
 * names it. That the centre is out of reach does not.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class SmsCentre {

  /** For the answer to an SMS that is on its way when the server is told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** One connects, and one ends waits meanwhile. */
  private static final int LINK_THREADS = 2;

  @Inject private SmsCentreConfiguration configuration;
  @Inject private SmsReceipts receipts;
  @Inject private SmsMetrics metrics;
  @Inject private ServerState server;
  @Resource private ManagedThreadFactory threads;
  @Resource private ContextService contexts;

  private ScheduledExecutorService scheduler;
  private @Nullable ExecutorService simulatorThreads;
  private @Nullable SmsCentreSimulator simulator;
  private SmsCentreAddress address;
  private SmsCentreLink link;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public SmsCentre() {}

  @PostConstruct
  void start() {
    configuration.check();
    Optional<SmsCentreAddress> configured = configuration.address();
    address = configured.isPresent() ? configured.get() : startSimulator();
    scheduler = ManagedPools.timed(threads, "SMS link", LINK_THREADS);
    link =
        SmsCentreLink.open(
            address,
            timings(configuration.responseTimeout()),
            configuration.receiptIds(),
            scheduler,
            contexts.createContextualProxy(this::store, ReceiptListener.class));
    metrics.observe(link);
    server.listen(
        new ServerState.Listener() {
          @Override
          public void stopping() {
            link.hold(GRACE);
          }

          @Override
          public void working() {
            link.release();
          }
        });
  }

  /** Called on the link's own threads. */
  private void store(Receipt receipt) {
    receipts.store(receipt.messageId(), receipt.state());
  }

  private SmsCentreAddress startSimulator() {
    String password = SmsCentreConfiguration.anyPassword();
    simulatorThreads = Executors.newCachedThreadPool(threads);
    simulator = simulator(password, simulatorThreads);
    return new SmsCentreAddress("127.0.0.1", simulator.port(), "halfway", password, "");
  }

  private SmsCentreSimulator simulator(String password, ExecutorService executor) {
    int port = configuration.simulatorPort();
    try {
      return SmsCentreSimulator.start(port, "halfway", password, executor);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "halfway.decoupling.smpp.simulator-port: cannot listen on " + port, e);
    }
  }

  private static void close(SmsCentreSimulator simulator) {
    try {
      simulator.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LinkTimings timings(Duration response) {
    LinkTimings defaults = LinkTimings.DEFAULTS;
    Backoff reconnect = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    return new LinkTimings(
        defaults.enquireLink(), response, defaults.bind(), reconnect, defaults.throttle());
  }

  @PreDestroy
  void stop() {
    link.close();
    scheduler.shutdown();
    if (simulator != null) {
      close(simulator);
    }
    if (simulatorThreads != null) {
      simulatorThreads.shutdown();
    }
  }

  /**
   * Waits until the centre takes messages, however long that is.
   *
   * @throws ServerStopping when it never will, because the server is stopping
   */
  public void awaitReachable() {
    try {
      link.awaitReady(Deadline.NEVER);
    } catch (SmsCentreUnavailable e) {
      throw new ServerStopping(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStopping(e);
    }
  }

  /**
   * The same, but not beyond the deadline.
   *
   * @throws SmsNotSent when the centre does not take messages by then
   */
  public void awaitReachable(Deadline deadline) throws SmsNotSent {
    try {
      link.awaitReady(deadline);
    } catch (SmsCentreUnavailable e) {
      throw new SmsNotSent(e, Reason.UNREACHABLE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static SmsNotSent interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SmsNotSent(e, Reason.UNREACHABLE);
  }

  /**
   * Sends the SMS that welcomes a user.
   *
   * @throws SmsNotSent when the centre has not taken it by the deadline
   */
  public Submitted welcome(Registration registration, Deadline deadline) throws SmsNotSent {
    try {
      return link.submit(smsFor(registration), deadline);
    } catch (SmsException e) {
      throw new SmsNotSent(e, reasonOf(e));
    } catch (IllegalArgumentException e) {
      throw new SmsNotSent(e, Reason.REFUSED); // It cannot even be written.
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Reason reasonOf(SmsException e) {
    if (e instanceof SmsCentreUnavailable) {
      return Reason.UNREACHABLE;
    }
    return e instanceof SmsOutcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.REFUSED;
  }

  private Sms smsFor(Registration registration) {
    return new Sms(
        configuration.sender(),
        registration.phone(),
        configuration.textFor(registration.username()),
        Math.floorMod(registration.id().hashCode(), 256));
  }

  /** The link to the centre. */
  public SmsCentreLink link() {
    return link;
  }

  /** Where the centre is, without its password. */
  public String address() {
    return address.toString();
  }

  /** The simulated centre; absent where a real one is configured. */
  public Optional<SmsCentreSimulator> simulator() {
    return Optional.ofNullable(simulator);
  }
}
