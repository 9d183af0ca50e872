package dev.halfway.ra.marker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.protocol.Takeover.Registered;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who relays which queue. */
abstract class NodeTableTest extends MarkerSuite {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  NodeTableTest(TestDatabase database) {
    super(database);
  }

  @Test
  void heartbeatsAreRegistered() throws Exception {
    NodeTable nodes = opened().nodes();
    nodes.heartbeat("half.a.waiting", true, "a");
    nodes.heartbeat("half.a.0", false, "a");
    makeSilent("half.a.0");
    nodes.heartbeat("half.b.0", false, "b");

    List<Registered> all = nodes.registered();

    assertThat(all)
        .extracting(Registered::queue)
        .containsExactly("half.a.0", "half.a.waiting", "half.b.0");
    assertThat(all).extracting(Registered::waiting).containsExactly(false, true, false);
    assertThat(all).extracting(Registered::node).containsExactly("a", "a", "b");
    assertThat(all).extracting(Registered::takenBy).containsOnlyNulls();
    assertThat(all.get(0).age()).isBetween(HOUR, 2 * HOUR);
    assertThat(all.get(1).age()).isBetween(0L, HOUR / 2);
  }

  @Test
  void queueIsTakenOnlyWhenItsOwnerHasBeenSilentLongEnough() throws Exception {
    NodeTable nodes = opened().nodes();
    nodes.heartbeat("half.a.0", false, "a");
    assertThat(nodes.take("half.a.0", "b", MINUTE)).isFalse();

    makeSilent("half.a.0");
    assertThat(nodes.take("half.a.0", "b", 2 * HOUR)).isFalse();
    assertThat(nodes.take("half.a.0", "b", MINUTE)).isTrue();
    assertThat(nodes.take("half.z.0", "b", MINUTE)).isFalse();

    Registered taken = nodes.registered().get(0);
    assertThat(taken.takenBy()).isEqualTo("b");
    assertThat(taken.takenAge()).isBetween(0L, HOUR / 2);
    assertThat(taken.age()).isGreaterThanOrEqualTo(HOUR);
    assertThat(taken.node()).isEqualTo("a");
  }

  @Test
  void whoTookAQueueKeepsItUntilSilentToo() throws Exception {
    NodeTable nodes = opened().nodes();
    nodes.heartbeat("half.a.0", false, "a");
    makeSilent("half.a.0");

    assertThat(nodes.take("half.a.0", "b", MINUTE)).isTrue();
    assertThat(nodes.take("half.a.0", "c", MINUTE)).isFalse();
    assertThat(nodes.take("half.a.0", "b", MINUTE)).isTrue();

    run("UPDATE halfway_node SET taken_at = taken_at - INTERVAL '1' HOUR");
    assertThat(nodes.take("half.a.0", "c", MINUTE)).isTrue();
    assertThat(nodes.registered().get(0).takenBy()).isEqualTo("c");
  }

  @Test
  void ownerThatIsBackHasItsQueueBack() throws Exception {
    NodeTable nodes = opened().nodes();
    nodes.heartbeat("half.a.0", false, "a");
    makeSilent("half.a.0");
    nodes.take("half.a.0", "b", MINUTE);

    nodes.heartbeat("half.a.0", false, "a");

    assertThat(nodes.registered().get(0).takenBy()).isNull();
    assertThat(nodes.take("half.a.0", "b", MINUTE)).isFalse();
  }

  @Test
  void onlySilentQueuesAreForgotten() throws Exception {
    NodeTable nodes = opened().nodes();
    nodes.heartbeat("half.a.0", false, "a");
    nodes.heartbeat("half.b.0", false, "b");
    makeSilent("half.a.0");

    assertThat(nodes.forget("half.a.0", 2 * HOUR)).isFalse();
    assertThat(nodes.forget("half.b.0", MINUTE)).isFalse();
    assertThat(nodes.forget("half.a.0", MINUTE)).isTrue();
    assertThat(nodes.forget("half.a.0", MINUTE)).isFalse();
    assertThat(nodes.registered()).extracting(Registered::queue).containsExactly("half.b.0");
  }

  @Test
  void oneOfManyTakesAQueue() throws Exception {
    use(
        Doubles.changed(
            plain,
            connection ->
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ)));
    NodeTable nodes = opened(configuration(SchemaManagement.CREATE, 30_000)).nodes();
    for (int round = 0; round < 10; round++) {
      String queue = "half.a." + round;
      nodes.heartbeat(queue, false, "a");
      makeSilent(queue);

      List<Callable<Boolean>> takers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String node = "taker-" + i;
        takers.add(() -> nodes.take(queue, node, MINUTE));
      }

      assertThat(atOnce(takers)).containsOnlyOnce(true);
    }
  }

  @Test
  void ownerWhoIsBackIsNotForgottenWhoeverIsFaster() throws Exception {
    NodeTable nodes = opened(configuration(SchemaManagement.CREATE, 30_000)).nodes();
    for (int round = 0; round < 20; round++) {
      String queue = "half.a." + round;
      nodes.heartbeat(queue, false, "a");
      makeSilent(queue);

      atOnce(
          List.of(
              () -> nodes.forget(queue, MINUTE),
              () -> {
                nodes.heartbeat(queue, false, "a");
                return true;
              },
              () -> {
                nodes.heartbeat(queue, false, "a");
                return true;
              }));

      assertThat(nodes.registered()).extracting(Registered::queue).contains(queue);
    }
  }

  private static List<Boolean> atOnce(List<Callable<Boolean>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<Boolean>> running = new ArrayList<>();
      for (Callable<Boolean> call : calls) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> one : running) {
        results.add(one.get(60, SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private void makeSilent(String queue) throws Exception {
    run(
        "UPDATE halfway_node SET heartbeat = heartbeat - INTERVAL '1' HOUR WHERE queue = '"
            + queue
            + "'");
  }
}
