package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Script;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one broker and one database. One stands still or dies with messages in its half
 * queues, and the other one settles them.
 */
class TakeoverTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CALLERS = 3;
  private static final FaultPoints POINTS = FaultPoints.named("takeover-points");
  private static final FaultPoint LANE =
      POINTS.at("dev.halfway.ra.broker.LaneReceiver", "take", Where.ENTRY);
  private static final Ledger LEDGER = new Ledger();

  private static Postgres postgres;
  private static RemoteArtemis broker;
  private static ServerProcess first;
  private static ServerProcess second;
  private static HalfProbe onFirst;
  private static HalfProbe onSecond;
  private static Reconciliation reconciliation;

  @BeforeAll
  static void configure() {
    postgres = Postgres.start();
    broker = RemoteArtemis.fresh("takeover-broker", HalfProbe.QUEUE).start();
    first = node("first").javaOptions(POINTS.javaOptions()).start();
    second = node("second").start();
    onFirst = HalfProbe.deployTo(first);
    onSecond = HalfProbe.deployTo(second);
    reconciliation = new Reconciliation(postgres.dataSource(), LEDGER);
  }

  private static ServerProcess node(String name) {
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.putAll(broker.settings());
    settings.put("jboss.tx.node.id", name);
    settings.put("halfway.half.queue", queue(name));
    settings.put("halfway.half.lanes", "1");
    settings.put("halfway.half.immunity", "500");
    settings.put("halfway.half.check-interval", "200");
    settings.put("halfway.half.takeover-after", "15000");
    return ServerProcess.fresh("takeover-" + name, settings).configuration("standalone-remote.xml");
  }

  private static String queue(String node) {
    return "halfway.half." + node;
  }

  @BeforeEach
  void start() {
    if (!first.isAlive()) {
      first.start();
      onFirst.awaitReady();
    }
    patiently("nobody has taken anything over").until(() -> figures(second, "takenOver").isEmpty());
  }

  @AfterEach
  void goOn() {
    if (first.isAlive()) {
      first.resume();
    }
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    first.close();
    second.close();
    broker.close();
    postgres.close();
  }

  @Thorough
  @Test
  void waitsForWhatANodeThatStandsStillHasOpenAndFencesWhatItHasLost() {
    Script cut = Script.of("paused-cut").holding(Hold.PREPARED).messages(2);
    Script open = Script.of("paused-open").holding(Hold.PREPARED).messages(2);
    CompletableFuture<Told> toldCut = LEDGER.startHeld(onFirst, cut);
    String halfOfCut = awaitOne(waiting(first), Set.of());
    CompletableFuture<Told> toldOpen = LEDGER.startHeld(onFirst, open);
    String halfOfOpen = awaitOne(waiting(first), Set.of(halfOfCut));
    try (TransactionLoad one = TransactionLoad.on(onFirst, LEDGER, "paused-first", CALLERS);
        TransactionLoad other = TransactionLoad.on(onSecond, LEDGER, "paused-second", CALLERS)) {
      one.awaitCommitted(10);
      first.pause();
      patiently("the second node has asked about both")
          .until(() -> asideBySecond().containsAll(Set.of(halfOfCut, halfOfOpen)));

      endOldestTransaction();
      patiently("the second node has settled the one that can never commit")
          .during(Duration.ofSeconds(1))
          .until(() -> !inDoubt(second, entry -> true).contains(halfOfCut));
      patiently("it waits for the one that is open")
          .until(() -> asideBySecond().contains(halfOfOpen));
      other.awaitCommitted(10);

      first.resume();
      onFirst.release(open.id());
      onFirst.release(cut.id());
      assertThat(toldOpen.join()).isEqualTo(Told.COMMITTED);
      assertThat(toldCut.join()).isNotEqualTo(Told.RUNNING);
    }

    assertThat(reconciliation.rows()).contains(open.id()).doesNotContain(cut.id());
    reconciliation.settle(second.client(), onSecond);
    first.awaitReady();
  }

  /** The half transactions that the second node has set aside because they are open. */
  private static Set<String> asideBySecond() {
    return inDoubt(
        second,
        entry ->
            entry.get("queue").asText().equals(queue("second") + ".waiting")
                && entry.path("cause").asText().equals("the transaction is open"));
  }

  private static Supplier<Set<String>> waiting(ServerProcess node) {
    return () -> inDoubt(node, entry -> entry.get("state").asText().equals("WAITING"));
  }

  private static Set<String> inDoubt(ServerProcess node, Predicate<JsonNode> which) {
    Set<String> transactions = new HashSet<>();
    for (JsonNode entry : node.client().get("api/transaction/in-doubt?limit=200").json()) {
      if (which.test(entry)) {
        transactions.add(entry.get("transaction").asText());
      }
    }
    return transactions;
  }

  private static String awaitOne(Supplier<Set<String>> transactions, Set<String> others) {
    Set<String> found = new HashSet<>();
    patiently("one more is in doubt")
        .until(
            () -> {
              found.addAll(transactions.get());
              found.removeAll(others);
              return !found.isEmpty();
            });
    assertThat(found).hasSize(1);
    return found.iterator().next();
  }

  /** What a database does to a client that it has heard nothing of for too long. */
  private static void endOldestTransaction() {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet ended =
            statement.executeQuery(
                "SELECT pg_terminate_backend((SELECT pid FROM pg_stat_activity"
                    + " WHERE state = 'idle in transaction' ORDER BY xact_start LIMIT 1))")) {
      assertThat(ended.next() && ended.getBoolean(1)).isTrue();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void settlesWhatANodeThatIsDeadHasLeft() {
    LANE.block();
    LANE.awaitReached();
    List<CompletableFuture<Told>> held =
        Stream.of(
                Script.of("dead-prepared").holding(Hold.PREPARED).messages(2),
                Script.of("dead-committed").holding(Hold.COMMITTED).messages(2))
            .map(script -> LEDGER.startHeld(onFirst, script))
            .toList();
    try (TransactionLoad other = TransactionLoad.on(onSecond, LEDGER, "dead-second", CALLERS)) {
      try (TransactionLoad one = TransactionLoad.on(onFirst, LEDGER, "dead-first", CALLERS)) {
        one.awaitCommitted(20);
        first.kill();
      }
      assertThat(held).extracting(CompletableFuture::join).containsOnly(Told.NOTHING);
      patiently("the second node has taken over")
          .until(() -> figures(second, "takenOver").size() == 2);
      other.awaitCommitted(20);
    }

    assertThat(reconciliation.rows()).contains("dead-committed").doesNotContain("dead-prepared");
    reconciliation.settle(second.client(), onSecond);

    first.start();
    onFirst.awaitReady();
    assertThat(LEDGER.run(onFirst, Script.of("dead-back").messages(2))).isEqualTo(Told.COMMITTED);
    patiently("the second node has given them back")
        .until(() -> figures(second, "takenOver").isEmpty());
    reconciliation.settle(first.client(), onFirst);
  }

  private static JsonNode figures(ServerProcess node, String name) {
    return node.client().get("api/transaction/half-messages").json().path(name);
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
  }
}
