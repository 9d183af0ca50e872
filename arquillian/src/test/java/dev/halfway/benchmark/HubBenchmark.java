package dev.halfway.benchmark;

import static org.awaitility.Awaitility.await;

import dev.halfway.database.Postgres;
import dev.halfway.hub.Events;
import dev.halfway.hub.HubClient;
import dev.halfway.process.Ports;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many events a second the hub takes, in one body and in many over several connections, while
 * its files are written, and what that is, and how much heap, when a system behind it is down all
 * the time. Prints a table. {@code -Dhub.events=250000} says how many events each row has.
 */
class HubBenchmark {

  private static final int EVENTS = Integer.getInteger("hub.events", 250_000);
  private static final int BODY = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DOWN = "elasticsearch";

  @Test
  void printsHowManyEventsItTakes() throws Exception {
    System.out.println(
        """
        | elasticsearch | connections | bodies of | events each second | files behind the last one, s | chunks that wait for elasticsearch | heap in use |
        |---|---|---|---|---|---|---|"""
            .stripIndent());
    try (Postgres postgres = Postgres.start();
        ServerProcess server = start("hub-alone", postgres.settings())) {
      measure(server, "off");
    }
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.settings());
      settings.put("halfway.hub.elasticsearch.url", "http://127.0.0.1:" + Ports.free());
      try (ServerProcess server = start("hub-beside", settings)) {
        measure(server, "down");
      }
    }
  }

  private static ServerProcess start(String name, Map<String, String> settings) {
    return ServerProcess.fresh(name, settings).asUsersDo().start();
  }

  private static void measure(ServerProcess server, String down) throws Exception {
    HubClient hub = new HubClient(server.client());
    post(hub, 4, bodies(BODY)); // To warm up.
    post(hub, 4, bodies(BODY));
    print(server, down, 1, EVENTS);
    print(server, down, 1, BODY);
    print(server, down, 16, BODY);
    print(server, down, 16, BODY / 100);
  }

  private static void print(ServerProcess server, String down, int connections, int length)
      throws Exception {
    HubClient hub = new HubClient(server.client());
    List<String> bodies = bodies(length);
    long before = delivered(hub);
    double taken = post(hub, connections, bodies);
    long end = System.nanoTime();
    await("the files have them")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> delivered(hub) >= before + EVENTS);
    double behind = (System.nanoTime() - end) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %,d | %,.0f | %.1f | %,d | %,d MB |%n",
        down,
        connections,
        length,
        EVENTS / taken,
        behind,
        hub.sink(DOWN).get("lag").asLong(),
        server.kilobytesInUse() / 1024);
  }

  private static long delivered(HubClient hub) {
    return hub.sink("files").get("delivered").asLong();
  }

  private static double post(HubClient hub, int connections, List<String> bodies) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    try {
      long start = System.nanoTime();
      List<Future<?>> sent = new ArrayList<>();
      for (String body : bodies) {
        sent.add(
            clients.submit(
                () -> HubClient.assertAccepted(hub.post(body), (int) body.lines().count())));
      }
      for (Future<?> one : sent) {
        one.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      clients.shutdown();
    }
  }

  private static List<String> bodies(int length) {
    Events events = Events.fresh();
    return IntStream.iterate(0, from -> from < EVENTS, from -> from + length)
        .mapToObj(from -> events.lines(from, Math.min(EVENTS, from + length)))
        .toList();
  }
}
