package dev.halfway.load;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A caller that asks one scenario for something again and again until it is told to stop, whatever
 * becomes of the server, and remembers what it was promised.
 */
public abstract class ScenarioLoad implements Load {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PAUSE_MILLIS = 150;

  private final String name;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<String> promised = ConcurrentHashMap.newKeySet();
  private CompletableFuture<Void> caller = new CompletableFuture<>();

  /**
   * One that does not call yet.
   *
   * @param name of the scenario
   */
  protected ScenarioLoad(String name) {
    this.name = name;
  }

  /** Starts calling. */
  public final Load start() {
    caller =
        CompletableFuture.runAsync(this::call, task -> new Thread(task, "load " + name).start());
    return this;
  }

  /**
   * Asks once.
   *
   * @param number 0, 1, ...
   * @return what identifies that which was promised; empty when nothing was
   */
  protected abstract Optional<String> ask(int number);

  private void call() {
    for (int number = 0; stopped.getCount() > 0; number++) {
      try {
        ask(number).ifPresent(promised::add);
      } catch (UncheckedIOException e) {
        // It died with its server: nothing was promised.
      }
      pause();
    }
  }

  private void pause() {
    try {
      stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was promised so far. */
  protected final Set<String> promised() {
    return promised;
  }

  @Override
  public final void awaitAccepted(int more) {
    int enough = promised.size() + more;
    await(more + " more promised by " + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> caller.isDone() || promised.size() >= enough);
    if (caller.isDone()) {
      caller.join();
    }
  }

  @Override
  public final void close() {
    stopped.countDown();
    caller.join();
  }
}
