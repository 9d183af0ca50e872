package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.database.Postgres;
import dev.halfway.fault.CommitFault;
import dev.halfway.fault.TcpProxy;
import dev.halfway.half.Ledger.Told;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Script;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The database's COMMIT or its answer is lost or late: whatever the application is told then, right
 * or wrong, the message is delivered once if the row is there and never if it is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LostCommitTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int VICTIMS = 2;
  private static final int MESSAGES = 2;

  private final Ledger ledger = new Ledger();
  private Postgres postgres;
  private TcpProxy proxy;
  private ServerProcess server;
  private HalfProbe probe;
  private Reconciliation reconciliation;

  /** Makes a server that is ready have the datasource that the test is about. */
  abstract void configure(ServerProcess ready);

  /** What the transaction manager then says, and could as well not. */
  abstract Told told();

  @BeforeAll
  void start() {
    postgres = Postgres.start();
    proxy = TcpProxy.ofPostgres(postgres.port());
    Map<String, String> settings = new HashMap<>(postgres.settings(proxy.port()));
    settings.computeIfPresent(
        "halfway.db.url", (key, url) -> url.replaceFirst("socketTimeout=\\d+", "socketTimeout=4"));
    settings.put("halfway.half.immunity", "500");
    settings.put("halfway.half.check-interval", "200");
    server = ServerProcess.fresh(getClass().getSimpleName(), settings).start();
    probe = HalfProbe.deployTo(server);
    configure(server);
    probe.awaitReady();
    reconciliation = new Reconciliation(postgres.dataSource(), ledger);
  }

  @AfterAll
  void stop() {
    server.close();
    proxy.close();
    postgres.close();
  }

  @ParameterizedTest
  @CsvSource({"LOST, false", "REPLY_LOST, true", "REPLY_WITHHELD, true"})
  void deliversWhatHasCommitted(CommitFault fault, boolean committed) {
    String name = fault.name();
    CompletableFuture<Told> bystander = holdBystander(name);
    int before = proxy.faults();

    List<CompletableFuture<Told>> victims = hit(fault, name);
    assertThat(victims).extracting(CompletableFuture::join).containsOnly(told());

    proxy.awaitFaults(before + VICTIMS);
    assertRows(name, committed);
    end(name, bystander);
  }

  @ParameterizedTest
  @CsvSource({"arrives-late, true", "never-arrives, false"})
  void waitsForACommitThatIsOnItsWay(String what, boolean arrives) {
    long checked = figure("checked");
    CompletableFuture<Told> bystander = holdBystander(what);

    List<CompletableFuture<Told>> victims = hit(CommitFault.HELD, what);
    assertThat(victims).extracting(CompletableFuture::join).containsOnly(told());
    await("the relay has asked about them")
        .atMost(PATIENCE)
        .until(() -> figure("checked") >= checked + VICTIMS * MESSAGES);

    assertRows(what, false);
    await("they and the bystander are still in doubt")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> inDoubt() == (VICTIMS + 1) * MESSAGES);
    if (arrives) {
      proxy.pass();
      await("the commits have arrived")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertRows(what, true));
    } else {
      proxy.disconnect();
    }
    end(what, bystander);
    assertRows(what, arrives);
  }

  private CompletableFuture<Told> holdBystander(String name) {
    return ledger.startHeld(
        probe, Script.of(name + "-bystander").holding(Hold.PREPARED).messages(MESSAGES));
  }

  private List<CompletableFuture<Told>> hit(CommitFault fault, String name) {
    for (int i = 0; i < VICTIMS; i++) {
      proxy.atNextCommit(fault, "INTO probe ");
    }
    return IntStream.range(0, VICTIMS)
        .mapToObj(i -> ledger.start(probe, Script.of(victim(name, i)).messages(MESSAGES)))
        .toList();
  }

  private static String victim(String name, int number) {
    return name + "-victim-" + number;
  }

  private void assertRows(String name, boolean committed) {
    Set<String> rows = reconciliation.rows();
    for (int i = 0; i < VICTIMS; i++) {
      assertThat(rows.contains(victim(name, i)))
          .as("the row of " + victim(name, i))
          .isEqualTo(committed);
    }
  }

  private int inDoubt() {
    return server.client().get("api/transaction/in-doubt").json().size();
  }

  private long figure(String name) {
    return server.client().get("api/transaction/half-messages").json().get(name).asLong();
  }

  /** Others go on, even on what is left of the pool's connections. */
  private void end(String name, CompletableFuture<Told> bystander) {
    probe.release(name + "-bystander");
    bystander.join();
    AtomicInteger others = new AtomicInteger();
    await("another one commits")
        .atMost(PATIENCE)
        .until(
            () ->
                ledger.run(probe, Script.of(name + "-other-" + others.incrementAndGet()))
                    == Told.COMMITTED);
    reconciliation.settle(server.client(), probe);
  }
}
