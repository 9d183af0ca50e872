package dev.halfway.hub.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.database.Postgres;
import dev.halfway.hub.Events;
import dev.halfway.hub.HubClient;
import dev.halfway.hub.WrittenFiles;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The hub with all the real systems behind it at once: prints what each has of the events that were
 * accepted, as a query there finds them, and how fast they came; then again, with each system and
 * the hub killed meanwhile. Leaves a picture in {@code target/fork-1/hub.png}. {@code
 * -Dhub.events=100000} says how many events there are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HubOnAllSystems {

  private static final int EVENTS = Integer.getInteger("hub.events", 100_000);
  private static final int BODY = 10_000;
  private static final int CONNECTIONS = 4;
  private static final String FILES = "files";

  private final Postgres postgres = Postgres.start();
  private final RealKafka kafka = RealKafka.fresh();
  private final RealHdfs hdfs = RealHdfs.fresh();
  private final RealHBase hbase = RealHBase.fresh();
  private final List<RealSystem> systems =
      List.of(
          RealSearchEngine.elasticsearch(RealSearchEngine.NO_LIMIT),
          hdfs,
          RealOpenTsdb.on(hbase),
          hbase,
          kafka);
  private final ServerProcess server = ServerProcess.fresh("hub-on-all", settings());

  /** By their sinks, who finds the ids that begin so, as often as they are there. */
  private final Map<String, Function<String, List<String>>> places = new LinkedHashMap<>();

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(postgres.settings());
    systems.forEach(system -> settings.putAll(system.settings()));
    return settings;
  }

  @BeforeAll
  void start() {
    server.asUsersDo().start();
    systems.forEach(system -> places.put(system.sink(), system::ids));
    places.put(FILES, new WrittenFiles(server.base().resolve("data/hub"))::ids);
  }

  @AfterAll
  void stop() {
    server.close();
    postgres.close();
    systems.forEach(RealSystem::close);
  }

  @Test
  @Order(1)
  void eachHasAllOnceAndThisFast() throws IOException {
    warmUp();
    Events events = Events.fresh();
    SinkSamples samples = new SinkSamples(hub());
    Thread clients = new Thread(() -> collect(events, 0, EVENTS));
    clients.start();
    double accepted = 0;
    while (clients.isAlive() || !samples.reach(places.keySet(), EVENTS)) {
      pause();
      double seconds = samples.look();
      accepted = clients.isAlive() ? seconds : accepted;
    }

    System.out.printf(
        Locale.ROOT,
        "%n%,d events accepted in %.1f s, %,.0f each second%n%n",
        EVENTS,
        accepted,
        EVENTS / accepted);
    System.out.println(
        """
        | system | events in | found there | lost | twice | events/s | most lag, chunks | behind the last accepted, s |
        |---|---|---|---|---|---|---|---|"""
            .stripIndent());
    Map<String, List<String>> found = find(events);
    for (String sink : places.keySet()) {
      double done = samples.secondsTo(sink, EVENTS);
      System.out.printf(
          Locale.ROOT,
          "%s %,.0f | %,d | %.1f |%n",
          row(sink, found.getOrDefault(sink, List.of())),
          EVENTS / done,
          samples.mostLag(sink),
          Math.max(0, done - accepted));
    }
    readByOthers(events);
    samples.draw(places.keySet());
    assertAllThere(events, found, false);
  }

  /** Those who read what the hub wrote, and know nothing of it. */
  private void readByOthers(Events events) {
    print("Spark, of hadoop", Spark.files(events.prefix(), hdfs.address()));
    print("Spark, of kafka", Spark.topic(events.prefix(), kafka));
    try (KafkaConnect reader = KafkaConnect.reading(kafka)) {
      HubOnSystem.patiently("it has read them")
          .until(() -> reader.ids(events.prefix()).size() >= EVENTS);
      System.out.printf("%s | | |%n", row("Kafka Connect, of kafka", reader.ids(events.prefix())));
    }
  }

  private static void print(String reader, Spark.Counted counted) {
    System.out.printf("%s | | |%n", row(reader, counted.events(), counted.different()));
    assertThat(counted).isEqualTo(new Spark.Counted(EVENTS, EVENTS));
  }

  @Test
  @Order(2)
  void eachHasAllAlthoughTheyAndTheHubAreKilledMeanwhile() {
    Events events = Events.fresh();
    int part = EVENTS / (systems.size() + 2);
    int from = 0;
    for (RealSystem system : systems) {
      collect(events, from, from + part);
      from += part;
      system.kill();
      collect(events, from, from + part / 2);
      from += part / 2;
      HubOnSystem.patiently("the hub has noticed")
          .until(() -> hub().sink(system.sink()).has("lastError"));
      system.start();
      part = (EVENTS - from) / (systems.size() + 1);
    }
    collect(events, from, EVENTS);
    server.kill();
    server.start();

    System.out.println(
        """

        | system, with each and the hub killed meanwhile | events in | found there | lost | twice |
        |---|---|---|---|---|"""
            .stripIndent());
    HubOnSystem.patiently("each has them")
        .untilAsserted(
            () ->
                assertThat(find(events))
                    .allSatisfy(
                        (sink, ids) ->
                            assertThat(ids.stream().distinct().count())
                                .as(() -> hub().sink(sink).toString())
                                .isEqualTo(EVENTS)));
    Map<String, List<String>> found = find(events);
    found.forEach((sink, ids) -> System.out.println(row(sink, ids)));
    assertAllThere(events, found, true);
  }

  /** By their sinks, the ids that each place has, as often as they are there. */
  private Map<String, List<String>> find(Events events) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    places.forEach((sink, ids) -> found.put(sink, ids.apply(events.prefix())));
    return found;
  }

  private void assertAllThere(Events events, Map<String, List<String>> found, boolean killed) {
    List<String> all = events.ids(EVENTS);
    found.forEach(
        (sink, ids) -> {
          // At least once is all that Kafka can promise; its readers know them by the key.
          boolean once = !killed || !sink.equals(kafka.sink());
          assertThat((once ? ids.stream() : ids.stream().distinct()).sorted().toList())
              .as(sink)
              .isEqualTo(all);
        });
  }

  private void collect(Events events, int from, int to) {
    IntStream.iterate(from, at -> at < to, at -> at + BODY)
        .boxed()
        .collect(Collectors.groupingBy(at -> at / BODY % CONNECTIONS))
        .values()
        .parallelStream()
        .forEach(
            starts ->
                starts.forEach(
                    at -> {
                      int end = Math.min(to, at + BODY);
                      HubClient.assertAccepted(hub().postPacked(events.lines(at, end)), end - at);
                    }));
  }

  private HubClient hub() {
    return new HubClient(server.client());
  }

  private void warmUp() {
    SinkSamples samples = new SinkSamples(hub());
    collect(Events.fresh(), 0, BODY);
    while (!samples.reach(places.keySet(), BODY)) {
      pause();
      samples.look();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String row(String name, List<String> found) {
    return row(name, found.size(), (int) found.stream().distinct().count());
  }

  private static String row(String name, int found, int different) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d |",
        name,
        EVENTS,
        found,
        EVENTS - different,
        found - different);
  }
}
