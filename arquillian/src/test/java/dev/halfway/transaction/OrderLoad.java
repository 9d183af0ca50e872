package dev.halfway.transaction;

import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Rows;
import dev.halfway.load.Load;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that place one order after the other by every mode, until they are told to stop, whatever
 * becomes of the server. Their customers are called after the mode. They leave the server time to
 * give the orders their effects: a test that kills waits for all of them.
 */
public final class OrderLoad implements Load {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PAUSE_MILLIS = 100;

  private final Client client;
  private final OrderReconciliation reconciliation;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> callers = new ArrayList<>();
  private final Map<Mode, AtomicInteger> accepted = new EnumMap<>(Mode.class);
  private final Map<Mode, AtomicInteger> failed = new EnumMap<>(Mode.class);

  /** The ids of all orders whose callers were told that they are placed. */
  private final Set<String> placed = ConcurrentHashMap.newKeySet();

  private OrderLoad(Client client, OrderReconciliation reconciliation) {
    this.client = client;
    this.reconciliation = reconciliation;
    for (Mode mode : Mode.values()) {
      accepted.put(mode, new AtomicInteger());
      failed.put(mode, new AtomicInteger());
    }
  }

  /**
   * Starts it, with so many callers for each mode.
   *
   * @param rows of the server's PostgreSQL
   */
  public static OrderLoad on(Client client, Rows rows, int callersOfEach) {
    OrderLoad load = new OrderLoad(client, new OrderReconciliation(rows));
    for (Mode mode : Mode.values()) {
      for (int caller = 0; caller < callersOfEach; caller++) {
        String customer = mode.name().toLowerCase(Locale.ROOT) + "-" + caller;
        load.callers.add(
            CompletableFuture.runAsync(
                () -> load.call(mode, customer), task -> new Thread(task, customer).start()));
      }
    }
    return load;
  }

  private void call(Mode mode, String customer) {
    String body = Ordering.body(customer, "load", 1, "1");
    while (stopped.getCount() > 0) {
      try {
        Answer answer = Ordering.order(client, mode, body);
        if (answer.status() == 201) {
          placed.add(answer.json().get("id").asText());
          count(accepted, mode);
        } else {
          count(failed, mode);
        }
      } catch (UncheckedIOException e) {
        count(failed, mode);
      }
      pause();
    }
  }

  private static void count(Map<Mode, AtomicInteger> counts, Mode mode) {
    counts.getOrDefault(mode, new AtomicInteger()).incrementAndGet();
  }

  private void pause() {
    try {
      stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until so many more were accepted by each mode. */
  @Override
  public void awaitAccepted(int more) {
    awaitMore("accepted", accepted, more);
  }

  /** Waits until so many more have failed by each of these modes. */
  void awaitFailed(int more, Mode... by) {
    Map<Mode, AtomicInteger> counts = new EnumMap<>(failed);
    counts.keySet().retainAll(Set.of(by));
    awaitMore("failed", counts, more);
  }

  private static void awaitMore(String what, Map<Mode, AtomicInteger> counts, int more) {
    Map<Mode, Integer> enough = new EnumMap<>(Mode.class);
    counts.forEach((mode, count) -> enough.put(mode, count.get() + more));
    await("%d more orders %s by each mode".formatted(more, what))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                counts.entrySet().stream()
                    .allMatch(one -> one.getValue().get() >= enough.getOrDefault(one.getKey(), 0)));
  }

  /** Places no more, and waits until all callers have been answered. */
  @Override
  public void close() {
    stopped.countDown();
    callers.forEach(CompletableFuture::join);
  }

  /** By plain sending an order may have no effects: that is what the others are for. */
  @Override
  public void assertKept() {
    reconciliation.assertKept(client, placed);
  }
}
