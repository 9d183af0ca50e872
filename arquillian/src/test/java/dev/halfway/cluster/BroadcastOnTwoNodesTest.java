package dev.halfway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dispatches and the dictionary, on two nodes. */
@OnTwoNodes
class BroadcastOnTwoNodesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int UNEXPECTED_CONDITION = 1011;

  private final TwoNodes nodes;
  private final List<DriverApp> apps = new ArrayList<>();

  BroadcastOnTwoNodesTest(TwoNodes nodes) {
    this.nodes = nodes;
  }

  @AfterEach
  void disconnect() {
    apps.forEach(DriverApp::close);
  }

  @Test
  void everyDispatchReachesTheDriversOnBothNodesInOrder() {
    DriverApp onOne = app(DriverApp.connect(nodes.one().client(), driver()));
    DriverApp onTwo = app(DriverApp.connect(nodes.two().client(), driver()));

    List<Long> posted = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      posted.add(posted(nodes.nodes().get(i % 2).client()));
    }

    awaitSeen(onOne, posted);
    awaitSeen(onTwo, posted);
  }

  @Test
  void numbersHaveNoGapsThoughManyPostAtOnce() {
    DriverApp onTwo = app(DriverApp.connect(nodes.two().client(), driver()));
    long first = posted(nodes.one().client());

    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 8)
            .mapToObj(
                caller ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 20; i++) {
                            posted(nodes.nodes().get(caller % 2).client());
                          }
                        },
                        task -> new Thread(task, "caller").start()))
            .toList();
    callers.forEach(CompletableFuture::join);

    awaitSeen(onTwo, LongStream.rangeClosed(first, first + 160).boxed().toList());
  }

  @Test
  void anAppWhoseNodeWasKilledGetsWhatItHasMissedAndNothingTwice() {
    String driver = driver();
    ServerProcess killed = nodes.two();
    DriverApp app = app(DriverApp.connect(killed.client(), driver));
    List<Long> posted = new ArrayList<>(List.of(posted(nodes.one().client())));
    awaitSeen(app, posted);
    killed.kill();
    app.closed().join();
    IntStream.range(0, 30).forEach(i -> posted.add(posted(nodes.one().client())));

    // First on the node that is left, then on its own again.
    DriverApp elsewhere = app(DriverApp.connect(nodes.one().client(), driver, app.lastSeen()));
    awaitSeen(elsewhere, posted.subList(1, posted.size()));
    elsewhere.close();
    posted.add(posted(nodes.one().client()));
    killed.start();
    DriverApp back = app(DriverApp.connect(killed.client(), driver, elsewhere.lastSeen()));
    posted.add(posted(nodes.one().client()));

    awaitSeen(back, posted.subList(31, 33));
  }

  @Test
  void anAppThatDoesNotSayWhatItHasSeenGoesOnWhereItHasAcknowledged() {
    String driver = driver();
    DriverApp app = app(DriverApp.connect(nodes.one().client(), driver));
    long seen = posted(nodes.one().client());
    awaitSeen(app, List.of(seen));
    patiently("the acknowledgement is written")
        .until(
            () ->
                nodes
                    .rows()
                    .texts(
                        "SELECT acknowledged::text FROM broadcast_driver WHERE id = '%s'"
                            .formatted(driver))
                    .contains(String.valueOf(seen)));
    app.close();
    long missed = posted(nodes.one().client());

    DriverApp back = app(DriverApp.connect(nodes.two().client(), driver));

    awaitSeen(back, List.of(missed));
  }

  /** Apps, nodes and what is kept of apps know positions that the log has not come to any more. */
  @Test
  void afterTheLogHasGoneBackNobodyIsLeftOut() {
    List<String> drivers = List.of(driver(), driver(), driver());
    List<DriverApp> connected =
        List.of(
            app(DriverApp.connect(nodes.one().client(), drivers.get(0))),
            app(DriverApp.connect(nodes.two().client(), drivers.get(1))));
    DriverApp away = app(DriverApp.connect(nodes.two().client(), drivers.get(2)));
    List<Long> posted = new ArrayList<>();
    IntStream.range(0, 10).forEach(i -> posted.add(posted(nodes.one().client())));
    long backup = posted.get(4);
    connected.forEach(app -> awaitSeen(app, posted));
    awaitSeen(away, posted);
    away.close();

    restore(backup, drivers);
    long again = posted(nodes.one().client());

    assertThat(again).isEqualTo(posted.get(5));
    for (DriverApp app : connected) {
      patiently("it is disconnected").until(() -> app.closed().isDone());
      assertThat(app.closed()).isCompletedWithValue(UNEXPECTED_CONDITION);
      assertThat(app.whyClosed()).contains(String.valueOf(backup));
    }
    for (int i = 0; i < drivers.size(); i++) {
      Client node = nodes.nodes().get(i % 2).client();
      boolean saysWhatItHasSeen = i == 0;
      DriverApp back =
          app(
              saysWhatItHasSeen
                  ? DriverApp.connect(node, drivers.get(i), posted.get(9))
                  : DriverApp.connect(node, drivers.get(i)));
      awaitSeen(back, List.of(again));
      if (saysWhatItHasSeen) {
        assertThat(back.told()).hasSize(1);
      }
    }
  }

  /** As a backup has it that was made then. */
  private void restore(long newest, List<String> drivers) {
    String names = drivers.stream().map("'%s'"::formatted).collect(Collectors.joining(","));
    nodes
        .rows()
        .execute(
            """
            UPDATE broadcast_last_dispatch SET id = %1$d;
            DELETE FROM broadcast_dispatch WHERE id > %1$d;
            DELETE FROM broadcast_driver WHERE id IN (%2$s);
            INSERT INTO broadcast_driver SELECT name, %1$d FROM unnest(ARRAY[%2$s]) AS name;
            """
                .formatted(newest, names));
  }

  @Test
  void anEntryThatHasGoneBackIsServedAndChangedAsTheDatabaseHasIt() {
    String key = "key-" + UUID.randomUUID();
    List.of("a", "b", "c").forEach(value -> put(nodes.one(), key, value));
    nodes.nodes().forEach(node -> awaitEntry(node, key, "c", 3));

    nodes
        .rows()
        .execute(
            "UPDATE broadcast_entry SET text = 'a', version = 1 WHERE name = '%s'".formatted(key));
    put(nodes.two(), key, "d");
    nodes.nodes().forEach(node -> awaitEntry(node, key, "d", 2));

    nodes
        .rows()
        .execute(
            "UPDATE broadcast_entry SET text = 'a', version = 1 WHERE name = '%s'".formatted(key));
    nodes.nodes().forEach(node -> awaitEntry(node, key, "a", 1));
  }

  @Test
  void appsThatTakeNothingHoldUpNobody() {
    List<String> slow = IntStream.range(0, 3).mapToObj(i -> driver()).toList();
    slow.forEach(driver -> app(DriverApp.stalled(nodes.one().client(), driver)));
    DriverApp silent = app(DriverApp.silent(nodes.one().client(), driver()));
    DriverApp quick = app(DriverApp.connect(nodes.one().client(), driver()));

    List<Long> posted = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> posted.add(posted(nodes.two().client())));

    awaitSeen(quick, posted);
    awaitSeen(silent, posted.subList(0, 64));
    patiently("they are known as stalled")
        .until(() -> drivers(nodes.one()).get("stalled").asInt() == 1 + slow.size());
    silent.say("{\"ack\":%d}".formatted(posted.get(63)));
    awaitSeen(silent, posted);
  }

  @Test
  void theFirstDriverWinsOnWhicheverNode() {
    long dispatch = posted(nodes.one().client());
    String path = "api/broadcast/dispatches/%d".formatted(dispatch);

    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            nodes
                                .nodes()
                                .get(i % 2)
                                .client()
                                .post(path + "/acceptance", "{\"driverId\":\"d%d\"}".formatted(i)),
                        task -> new Thread(task, "driver").start()))
            .toList();
    List<Integer> statuses =
        answers.stream().map(CompletableFuture::join).map(Answer::status).toList();

    assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    String winner = "d" + statuses.indexOf(200);
    assertThat(nodes.two().client().get(path).json().get("driverId").asText()).isEqualTo(winner);
    assertThat(
            nodes
                .one()
                .client()
                .post(path + "/acceptance", "{\"driverId\":\"%s\"}".formatted(winner))
                .status())
        .as("again")
        .isEqualTo(200);
  }

  @Thorough
  @Test
  void bothNodesHaveTheNewVersionAlsoOneThatWasDown() {
    String key = "key-" + UUID.randomUUID();
    put(nodes.one(), key, "a");
    awaitEntry(nodes.one(), key, "a", 1);
    awaitEntry(nodes.two(), key, "a", 1);
    put(nodes.two(), key, "b");
    awaitEntry(nodes.one(), key, "b", 2);
    JsonNode cached = get(nodes.one(), key);
    assertThat(cached.get("cached").asBoolean()).isTrue();
    assertThat(cached.get("node").asText()).isEqualTo("one");

    nodes.two().kill();
    put(nodes.one(), key, "c");
    nodes.two().start();
    awaitEntry(nodes.two(), key, "c", 3);
  }

  @Test
  void anOlderVersionNeverOverwritesANewerOne() {
    String key = "key-" + UUID.randomUUID();
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 6)
            .mapToObj(
                writer ->
                    CompletableFuture.runAsync(
                        () -> hammer(nodes.nodes().get(writer % 2), key, writer),
                        task -> new Thread(task, "writer").start()))
            .toList();
    writers.forEach(CompletableFuture::join);

    String value =
        nodes
            .rows()
            .texts("SELECT text FROM broadcast_entry WHERE name = '%s'".formatted(key))
            .iterator()
            .next();
    awaitEntry(nodes.one(), key, value, 120);
    awaitEntry(nodes.two(), key, value, 120);
  }

  private static void hammer(ServerProcess node, String key, int writer) {
    long version = 0;
    for (int i = 0; i < 20; i++) {
      put(node, key, writer + "-" + i);
      long now = get(node, key).get("version").asLong();
      assertThat(now).as("never back").isGreaterThanOrEqualTo(version);
      version = now;
    }
  }

  @Thorough
  @Test
  void whatWaitsForANodeThatIsGoneIsBoundedAndReportedAndCanBeRemoved() {
    assertThat(remove("two").status()).as("while it is connected").isEqualTo(409);
    assertThat(remove("nobody").status()).isEqualTo(404);
    String driver = driver();
    DriverApp app = app(DriverApp.connect(nodes.two().client(), driver));
    List<Long> posted = new ArrayList<>(List.of(posted(nodes.one().client())));
    awaitSeen(app, posted);
    nodes.two().kill();

    IntStream.range(0, 20).forEach(i -> posted.add(posted(nodes.one().client())));
    patiently("what waits is reported")
        .untilAsserted(
            () -> {
              assertThat(node("two").get("waiting").asInt()).isEqualTo(20);
              assertThat(node("two").get("connected").asBoolean()).isFalse();
            });
    assertThat(node("one").get("connected").asBoolean()).isTrue();

    IntStream.range(0, 40).forEach(i -> posted.add(posted(nodes.one().client())));
    patiently("too much is given up").until(() -> node("two").get("waiting").asInt() == 0);

    assertThat(remove("two").status()).isEqualTo(204);
    assertThat(names()).containsExactly("one");

    nodes.two().start();
    DriverApp back = app(DriverApp.connect(nodes.two().client(), driver, app.lastSeen()));
    posted.add(posted(nodes.one().client()));
    awaitSeen(back, posted.subList(1, posted.size()));
    patiently("it is known again").until(() -> names().equals(List.of("one", "two")));
  }

  private DriverApp app(DriverApp app) {
    apps.add(app);
    return app;
  }

  private static String driver() {
    return "driver-" + UUID.randomUUID();
  }

  private static long posted(Client client) {
    Answer answer =
        client.post(
            "api/broadcast/dispatches",
            "{\"pickup\":\"Main station\",\"dropoff\":\"Airport\",\"fare\":32.40}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("id").asLong();
  }

  private static void awaitSeen(DriverApp app, List<Long> dispatches) {
    patiently("an app has seen what was posted")
        .untilAsserted(() -> assertThat(app.seen()).hasSizeGreaterThanOrEqualTo(dispatches.size()));
    assertThat(app.seen()).isEqualTo(dispatches);
  }

  private static JsonNode drivers(ServerProcess node) {
    return node.client().get("api/broadcast/drivers").json();
  }

  private static void put(ServerProcess node, String key, String value) {
    Answer answer =
        node.client().put("api/broadcast/dictionary/" + key, "{\"value\":\"%s\"}".formatted(value));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static JsonNode get(ServerProcess node, String key) {
    Answer answer = node.client().get("api/broadcast/dictionary/" + key);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static void awaitEntry(ServerProcess node, String key, String value, int version) {
    patiently("version %d on a node".formatted(version))
        .untilAsserted(
            () -> {
              JsonNode entry = get(node, key);
              assertThat(entry.get("value").asText()).isEqualTo(value);
              assertThat(entry.get("version").asInt()).isEqualTo(version);
            });
  }

  private Answer remove(String node) {
    return nodes.operator(nodes.one()).delete("api/broadcast/nodes/" + node);
  }

  private List<String> names() {
    return nodes.one().client().get("api/broadcast/nodes").json().findValuesAsText("node");
  }

  private JsonNode node(String name) {
    for (JsonNode node : nodes.one().client().get("api/broadcast/nodes").json()) {
      if (node.get("node").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no node " + name);
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }
}
