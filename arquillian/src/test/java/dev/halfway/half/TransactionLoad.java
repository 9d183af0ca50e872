package dev.halfway.half;

import static org.awaitility.Awaitility.await;

import dev.halfway.half.probe.Ending;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Script;
import dev.halfway.half.probe.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that run one transaction after the other until they are told to stop, whatever becomes of
 * the server: most commit, some roll back, some fail when their half messages are durable already.
 */
final class TransactionLoad implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PAUSE_MILLIS = 50;

  private final HalfProbe probe;
  private final Ledger ledger;
  private final String name;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> callers = new ArrayList<>();
  private final AtomicInteger committed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  private TransactionLoad(HalfProbe probe, Ledger ledger, String name) {
    this.probe = probe;
    this.ledger = ledger;
    this.name = name;
  }

  /**
   * Starts it.
   *
   * @param name what the ids of its transactions begin with
   */
  static TransactionLoad on(HalfProbe probe, Ledger ledger, String name, int callers) {
    TransactionLoad load = new TransactionLoad(probe, ledger, name);
    for (int caller = 0; caller < callers; caller++) {
      String id = name + "-" + caller;
      load.callers.add(
          CompletableFuture.runAsync(() -> load.call(id), task -> new Thread(task, id).start()));
    }
    return load;
  }

  private void call(String id) {
    for (int n = 0; stopped.getCount() > 0; n++) {
      Script script = script(id + "-" + n, n);
      switch (ledger.run(probe, script)) {
        case COMMITTED -> committed.incrementAndGet();
        case FAILED, NOTHING -> fail();
        case RUNNING, ROLLED_BACK -> {
          if (script.ending() == Ending.COMMIT) {
            fail();
          }
        }
      }
    }
  }

  private static Script script(String id, int n) {
    Way[] ways = Way.values();
    Script script = Script.of(id).messages(1 + n % 3).by(ways[n % ways.length]);
    return switch (n % 8) {
      case 3 -> script.ending(Ending.ROLLBACK);
      case 6 -> script.ending(Ending.DEFERRED_VIOLATION);
      default -> script;
    };
  }

  /** Whoever was refused at once does not ask again at once. */
  private void fail() {
    failed.incrementAndGet();
    try {
      stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until so many more have committed, as their callers were told. */
  void awaitCommitted(int more) {
    awaitMore("commits", committed, more);
  }

  /** Waits until so many more have failed that were meant to commit. */
  void awaitFailed(int more) {
    awaitMore("failures", failed, more);
  }

  private void awaitMore(String what, AtomicInteger count, int more) {
    int enough = count.get() + more;
    await("%d more %s of load %s".formatted(more, what, name))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> count.get() >= enough);
  }

  /** Begins no more transactions, and waits until all callers have been told something. */
  @Override
  public void close() {
    stopped.countDown();
    callers.forEach(CompletableFuture::join);
  }
}
