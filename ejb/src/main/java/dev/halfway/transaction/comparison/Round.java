package dev.halfway.transaction.comparison;

import dev.halfway.text.Causes;
import dev.halfway.transaction.Mode;
import dev.halfway.transaction.NewOrder;
import dev.halfway.transaction.OrderLine;
import dev.halfway.transaction.OrderRefused;
import dev.halfway.transaction.Orders;
import dev.halfway.transaction.XaUnavailable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** So many orders by one mode, placed by so many callers in a closed loop. */
final class Round {

  private static final long LONGEST_MICROS = 600_000_000;
  private static final int DIGITS = 3;
  private static final List<OrderLine> LINES =
      List.of(
          new OrderLine("comparison-tea", 2, new BigDecimal("4.20")),
          new OrderLine("comparison-cup", 1, new BigDecimal("7.50")));

  private final Mode mode;
  private final int orders;
  private final String customers;
  private final Orders book;
  private final FaultInjection injection;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
  private final Map<UUID, Instant> answered = new ConcurrentHashMap<>();
  private final Histogram latency = histogram();
  private double seconds;

  /**
   * Not run yet.
   *
   * @param customers what the names of its customers begin with
   */
  Round(Mode mode, int orders, String customers, Orders book, FaultInjection injection) {
    this.mode = mode;
    this.orders = orders;
    this.customers = customers;
    this.book = book;
    this.injection = injection;
  }

  static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, DIGITS);
  }

  /**
   * Places all orders, and returns when each has been answered.
   *
   * @throws InterruptedException when the callers are told to stop, and have
   */
  Round run(Callers callers) throws InterruptedException {
    long start = System.nanoTime();
    List<Future<Histogram>> running = new ArrayList<>();
    for (int caller = 0; caller < callers.number(); caller++) {
      String customer = customers + caller;
      running.add(
          callers.pool().submit(() -> injection.call(() -> place(customer, callers.stop()))));
    }
    try {
      for (Future<Histogram> one : running) {
        latency.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    callers.stop().check();
    seconds = (System.nanoTime() - start) / 1e9;
    return this;
  }

  private Histogram place(String customer, StopSignal stop) {
    Histogram micros = histogram();
    while (!stop.isRaised() && begun.getAndIncrement() < orders) {
      NewOrder order = new NewOrder(UUID.randomUUID(), customer, LINES);
      long start = System.nanoTime();
      try {
        book.place(mode, order);
        micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - start) / 1_000));
        answered.put(order.id(), Instant.now());
      } catch (OrderRefused e) {
        refused.incrementAndGet();
      } catch (XaUnavailable | RuntimeException e) {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, Causes.textOf(e));
      }
    }
    return micros;
  }

  Mode mode() {
    return mode;
  }

  int accepted() {
    return answered.size();
  }

  int refused() {
    return refused.get();
  }

  int failed() {
    return failed.get();
  }

  @Nullable String firstFailure() {
    return firstFailure.get();
  }

  double seconds() {
    return seconds;
  }

  double ordersPerSecond() {
    return accepted() / seconds;
  }

  /** In microseconds, of accepted orders. */
  Histogram latency() {
    return latency;
  }

  /** When each accepted order was answered. */
  Map<UUID, Instant> answered() {
    return answered;
  }
}
