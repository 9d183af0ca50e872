package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Orders by every mode on PostgreSQL: for the same thing at the same moment, and while server and
 * database are killed.
 */
class OrdersKilledTest {

  private static final FaultPoints POINTS = FaultPoints.named("orders-killed-points");

  private static final FaultPoint ANNOUNCED =
      POINTS.at("dev.halfway.transaction.OrderAnnouncements", "send", Where.ENTRY);
  private static final FaultPoint HALF_DURABLE =
      POINTS.at("dev.halfway.ra.outbound.TransactionBranch", "prepare", Where.EXIT);
  private static final FaultPoint XA_PREPARED =
      POINTS.at("org.postgresql.xa.PGXAConnection", "prepare", Where.EXIT);
  private static final FaultPoint XA_DECIDED =
      POINTS.at("org.postgresql.xa.PGXAConnection", "commit", Where.ENTRY);
  private static final FaultPoint XA_HALF_COMMITTED =
      POINTS.at("org.postgresql.xa.PGXAConnection", "commit", Where.EXIT);
  private static final FaultPoint OUTBOX_SENT =
      POINTS.at("dev.halfway.transaction.OutboxRelay", "delete", Where.ENTRY);
  private static final FaultPoint EFFECT_COMMITTED =
      POINTS.at("dev.halfway.transaction.StockConsumer", "onMessage", Where.EXIT);

  private static Postgres postgres;
  private static ServerProcess server;
  private static OrderReconciliation reconciliation;

  @BeforeAll
  static void startAll() {
    postgres = Postgres.start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    settings.put("halfway.redelivery.delay", "200");
    // The transaction manager looks every two minutes by default.
    settings.put("RecoveryEnvironmentBean.periodicRecoveryPeriod", "5");
    settings.put("RecoveryEnvironmentBean.recoveryBackoffPeriod", "1");
    server =
        ServerProcess.fresh("orders-killed", settings).javaOptions(POINTS.javaOptions()).start();
    reconciliation = new OrderReconciliation(new Rows(postgres.dataSource()));
  }

  @BeforeEach
  void start() {
    if (!server.isAlive()) {
      server.start();
    }
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    server.close();
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void sellsWhatThereIsAndNoMoreToManyAtOnce(Mode mode) throws Exception {
    String item = "rare-" + mode;
    String customer = "many-" + mode;
    String path = "api/transaction/items/" + item;
    Ordering.expect(server.operator().put(path, "{\"stock\":15}"));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<Answer>> answers =
          Stream.generate(() -> Ordering.body(customer, item, 1, "1"))
              .limit(30)
              .map(body -> callers.submit(() -> Ordering.order(server.client(), mode, body)))
              .toList();
      int sold = 0;
      for (Future<Answer> one : answers) {
        Answer answer = one.get();
        assertThat(answer.status()).as(answer.text()).isIn(201, 409);
        if (answer.status() == 201) {
          sold++;
          Ordering.awaitDone(server.client(), answer.header("Location"));
        }
      }
      assertThat(sold).isEqualTo(15);
    } finally {
      callers.shutdown();
    }

    JsonNode left = Ordering.expect(server.client().get(path));
    assertThat(left.get("stock").asInt()).isZero();
    assertThat(left.get("reserved").asInt()).isZero();
    JsonNode known = Ordering.expect(server.client().get("api/transaction/customers/" + customer));
    assertThat(known.get("points").asInt()).isEqualTo(15);
  }

  /** One order at each step that two systems have to agree at, and then the server dies. */
  @Test
  void endsEachOrderAsItsMechanismPromisesWhereverTheServerDies() {
    List<CompletableFuture<Void>> held =
        List.of(
            hold(ANNOUNCED, Mode.PLAIN, "plain-not-sent"),
            hold(HALF_DURABLE, Mode.HALF, "half-durable"),
            hold(XA_PREPARED, Mode.XA, "xa-prepared"),
            hold(XA_DECIDED, Mode.XA, "xa-decided"),
            hold(XA_HALF_COMMITTED, Mode.XA, "xa-half-committed"));
    EFFECT_COMMITTED.block();
    Ordering.begun(server.client(), Mode.HALF, "effect-committed").join();
    EFFECT_COMMITTED.awaitReached();
    OUTBOX_SENT.block();
    Ordering.begun(server.client(), Mode.OUTBOX, "outbox-sent").join();
    OUTBOX_SENT.awaitReached();

    server.kill();
    held.forEach(CompletableFuture::join);
    server.start();

    reconciliation.awaitSettled(server.client());
    for (String undone : List.of("half-durable", "xa-prepared")) {
      assertThat(reconciliation.idsOf(undone)).as(undone).isEmpty();
      assertThat(reconciliation.effectsOf(undone)).as(undone).isEmpty();
    }
    for (String done :
        List.of("xa-decided", "xa-half-committed", "effect-committed", "outbox-sent")) {
      assertThat(reconciliation.idsOf(done)).as(done).hasSize(1);
      assertThat(reconciliation.effectsOf(done))
          .as(done)
          .containsExactly("CART", "POINTS", "STOCK");
    }
    // What the other mechanisms are for.
    assertThat(reconciliation.idsOf("plain-not-sent")).hasSize(1);
    assertThat(reconciliation.effectsOf("plain-not-sent")).isEmpty();
  }

  @Test
  void losesInventsAndRepeatsNothingWhenTheServerIsKilled() {
    OrderLoad load = load();
    try (load) {
      load.awaitAccepted(20);
      server.kill();
      load.awaitFailed(1, Mode.values());
      server.start();
      load.awaitAccepted(5);
    }
    load.assertKept();
  }

  @Thorough
  @Test
  void losesInventsAndRepeatsNothingWhenTheDatabaseIsKilled() {
    OrderLoad load = load();
    try (load) {
      load.awaitAccepted(20);
      postgres.kill();
      load.awaitFailed(3, Mode.values());
      assertUnavailable(server.client().get("api/transaction/in-doubt"));
      assertUnavailable(
          Ordering.order(server.client(), Mode.HALF, Ordering.body("nobody", "load", 1, "1")));
      postgres.restart();
      load.awaitAccepted(5);
    }
    load.assertKept();
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.json().get("type").asText()).endsWith(":database-unavailable");
  }

  private static OrderLoad load() {
    return OrderLoad.on(server.client(), new Rows(postgres.dataSource()), 3);
  }

  private static CompletableFuture<Void> hold(FaultPoint point, Mode mode, String customer) {
    return Ordering.held(point, server.client(), mode, customer);
  }
}
