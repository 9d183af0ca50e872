package dev.halfway.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Orders that are paid at the very moment their time is over, 5 ms before to 5 ms after: 500 of
 * them, or as many as {@code -Ddelay.orders=} says. Who wins how often is up to the machine, and
 * printed.
 */
@Thorough
class PaymentRaceTest {

  private static final int ORDERS = Integer.getInteger("delay.orders", 500);
  private static final int CALLERS = 16;
  private static final int EVERY_MILLIS = 3;
  private static final int SPREAD_MICROS = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Postgres postgres;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    postgres = Postgres.start();
    server = ServerProcess.fresh("payment-race", postgres.settings()).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  private record Placed(String id, Instant payBy) {}

  @Test
  void eachOrderIsPaidOrCancelledAndItsMoneyAndStockAgree() {
    long seed = Long.getLong("delay.seed", System.nanoTime());
    List<Placed> placed = place();
    Set<String> paid = ConcurrentHashMap.newKeySet();
    Set<String> refused = ConcurrentHashMap.newKeySet();
    pay(placed, new Random(seed), paid, refused);

    Rows rows = new Rows(postgres.dataSource());
    await("no order is open")
        .atMost(PATIENCE)
        .until(() -> rows.number("SELECT count(*) FROM delay_order WHERE status = 'UNPAID'") == 0);
    int late =
        rows.number(
            "SELECT count(*) FROM delay_order o JOIN delay_timer t ON t.id = o.id"
                + " WHERE o.status = 'CANCELLED' AND t.state = 'RECALLED'");
    System.out.printf(
        "%d orders: %d paid, %d cancelled (%d by a payment that came too late); seed %d%n",
        ORDERS, paid.size(), refused.size(), late, seed);

    assertThat(paid.size() + refused.size()).isEqualTo(ORDERS);
    assertThat(rows.texts("SELECT id FROM delay_order WHERE status = 'PAID'")).isEqualTo(paid);
    assertThat(rows.texts("SELECT id FROM delay_order WHERE status = 'CANCELLED'"))
        .isEqualTo(refused);
    assertThat(rows.texts("SELECT order_id FROM delay_payment")).as("money").isEqualTo(paid);
    assertThat(rows.texts("SELECT order_id FROM delay_reservation WHERE state = 'SOLD'"))
        .as("stock")
        .isEqualTo(paid);
    assertThat(rows.texts("SELECT order_id FROM delay_reservation WHERE state = 'RELEASED'"))
        .isEqualTo(refused);
    assertThat(
            rows.number(
                "SELECT count(*) FROM delay_order WHERE status = 'CANCELLED' AND done_at < pay_by"))
        .as("cancelled before their time")
        .isZero();
    assertThat(
            rows.number(
                "SELECT count(*) FROM delay_order WHERE status = 'PAID' AND done_at >= pay_by"))
        .as("paid after their time")
        .isZero();
  }

  /** One after the other becomes due, from some time after all are placed. */
  private static List<Placed> place() {
    Instant first = Instant.now().plus(placingTakes());
    AtomicInteger next = new AtomicInteger();
    Set<Placed> placed = new HashSet<>();
    List<CompletableFuture<List<Placed>>> callers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(CompletableFuture.supplyAsync(() -> placeSome(first, next), threads));
    }
    callers.forEach(caller -> placed.addAll(caller.join()));
    threads.shutdown();
    assertThat(placed).hasSize(ORDERS);
    return new ArrayList<>(placed);
  }

  private static Duration placingTakes() {
    return Duration.ofSeconds(10).plusMillis(ORDERS * 5L);
  }

  private static List<Placed> placeSome(Instant first, AtomicInteger next) {
    Client client = server.client();
    List<Placed> placed = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < ORDERS; i = next.getAndIncrement()) {
      Instant payBy = first.plusMillis((long) i * EVERY_MILLIS);
      Answer answer =
          client.post("api/delay/orders", "{\"amount\":1,\"payBy\":\"%s\"}".formatted(payBy));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      placed.add(
          new Placed(
              answer.json().get("id").asText(),
              Instant.parse(answer.json().get("cancelDueAt").asText())));
    }
    return placed;
  }

  private static void pay(
      List<Placed> orders, Random random, Set<String> paid, Set<String> refused) {
    record Payment(String id, Instant at) {}
    List<Payment> payments = new ArrayList<>();
    for (Placed order : orders) {
      long micros = random.nextLong(-SPREAD_MICROS, SPREAD_MICROS);
      payments.add(new Payment(order.id(), order.payBy().plusNanos(micros * 1_000)));
    }
    payments.sort((one, other) -> one.at().compareTo(other.at()));
    Client client = server.client();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    AtomicInteger next = new AtomicInteger();
    for (int caller = 0; caller < CALLERS; caller++) {
      answers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = next.getAndIncrement();
                    i < payments.size();
                    i = next.getAndIncrement()) {
                  Payment payment = payments.get(i);
                  sleepUntil(payment.at());
                  Answer answer = client.post("api/delay/orders/" + payment.id() + "/payment", "");
                  assertThat(answer.status()).as(answer.text()).isIn(200, 409);
                  (answer.status() == 200 ? paid : refused).add(payment.id());
                }
              },
              threads));
    }
    answers.forEach(CompletableFuture::join);
    threads.shutdown();
  }

  private static void sleepUntil(Instant time) {
    try {
      Duration left = Duration.between(Instant.now(), time);
      if (!left.isNegative()) {
        Thread.sleep(left.toMillis(), left.toNanosPart() % 1_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
