package dev.halfway.smoothing;

import dev.halfway.broker.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides who is let in, and how many are worked on at once. What it counts is of this node, since
 * its start. Thread-safe once it is open.
 */
@ApplicationScoped
public class SaleDesk {

  /** Names that nobody knows cost a look into the database, so there is a limit to them. */
  private static final int UNKNOWN_NAMES_PER_SECOND = 100;

  @Inject private SettingsStore store;
  @Inject private SaleItems items;

  private final Backlog backlog = new Backlog();
  private final Latency acceptance = new Latency();
  private final Latency completion = new Latency();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder confirmed = new LongAdder();
  private final LongAdder soldOut = new LongAdder();
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Rate unknownNames = new Rate(System::nanoTime, UNKNOWN_NAMES_PER_SECOND);
  private volatile SmoothingSettings settings;
  private OrderIds ids;
  private Bound bound;
  private Rate rate;

  @SuppressWarnings("NullAway.Init") // Opened before anybody is let in.
  public SaleDesk() {}

  /**
   * Opens it.
   *
   * @param secret of the ids of orders, the same on all nodes
   */
  void open(byte[] secret, SmoothingSettings at) {
    ids = new OrderIds(secret);
    settings = at;
    bound = new Bound(at.concurrency());
    rate = new Rate(System::nanoTime, at.rate());
  }

  /** Somebody has looked at the queue: see {@link Backlog#seen}. */
  void seen(long depth, long workedOff, long nanos) {
    backlog.seen(depth, workedOff, nanos);
  }

  /** From now on with these settings. */
  void use(SmoothingSettings now) {
    settings = now;
    bound.set(now.concurrency());
    rate.set(now.rate());
  }

  /** What may be changed, as it is now. */
  public SmoothingSettings settings() {
    return settings;
  }

  /**
   * Changes it, on all nodes within a second or so, and for after a restart.
   *
   * @param who for the audit trail
   * @throws IllegalArgumentException naming what is wrong
   */
  public void change(SmoothingSettings to, String who) {
    to.check("");
    store.write(to, who);
    use(to);
  }

  /** Lets one order in, which gets this id. Whoever cannot send it then must say so. */
  UUID admit(String item) throws UnknownItem, Overloaded {
    require(item);
    Duration wait = rate.take();
    if (!wait.isZero()) {
      throw rejected("more than %d orders per second".formatted(settings.rate()), wait);
    }
    backlog.accepted();
    int most = settings.maxBacklog();
    if (backlog.size() > most) {
      backlog.withdrawn();
      throw rejected("%d orders wait already".formatted(most), backlog.until(most));
    }
    return ids.next();
  }

  private Overloaded rejected(String why, Duration retryAfter) {
    rejected.increment();
    return new Overloaded(why, retryAfter);
  }

  /** What is on sale once is on sale for ever, so a name has to be found but once. */
  private void require(String item) throws UnknownItem, Overloaded {
    if (names.contains(item)) {
      return;
    }
    Duration wait = unknownNames.take();
    if (!wait.isZero()) {
      throw rejected("too many orders of what is not on sale", wait);
    }
    if (items.find(item).isEmpty()) {
      throw new UnknownItem(item);
    }
    names.add(item);
  }

  /** One that was let in is in the queue. */
  void queued(Duration took) {
    accepted.increment();
    acceptance.add(took);
  }

  /** One that was let in is not. */
  void notQueued() {
    backlog.withdrawn();
  }

  /** Whether an order of this id was ever let in, on whatever node. */
  boolean isOurs(UUID id) {
    return ids.areOurs(id);
  }

  /** Lets one order in, whatever the load. */
  UUID admitAtOnce(String item) throws UnknownItem, Overloaded {
    require(item);
    return ids.next();
  }

  /** Waits until one more order may be worked on. */
  void beginWork() throws InterruptedException {
    bound.enter();
  }

  /** It is worked on no more. */
  void endWork() {
    bound.leave();
  }

  /** One was worked off. */
  void workedOff(WorkedOff done) {
    (done.state() == SaleOrderState.CONFIRMED ? confirmed : soldOut).increment();
    completion.add(Duration.between(done.order().acceptedAt(), Instant.now()));
    backlog.workedOff();
  }

  /** How it goes. */
  public SmoothingStats stats() {
    return new SmoothingStats(
        accepted.sum(),
        rejected.sum(),
        confirmed.sum(),
        soldOut.sum(),
        backlog.size(),
        Figures.rounded(backlog.perSecond()),
        bound.now(),
        bound.highest(),
        acceptance.times(),
        completion.times());
  }
}
