package dev.halfway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.cluster.TwoNodes;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * How long a dispatch takes from the request that posts it to the drivers' apps on two nodes, as
 * long as all of them read, and while some have stalled. Prints a table and leaves a picture in
 * {@code target/fork-1/broadcast.png}. {@code -Dbroadcast.drivers=1000} says how many are connected
 * to each node, {@code -Dbroadcast.stalled=10} how many of them stall, {@code
 * -Dbroadcast.dispatches=200} how many dispatches are pushed.
 */
class BroadcastBenchmark {

  private static final int DRIVERS = Integer.getInteger("broadcast.drivers", 1_000);
  private static final int STALLED = Integer.getInteger("broadcast.stalled", 10);
  private static final int DISPATCHES = Integer.getInteger("broadcast.dispatches", 200);
  private static final int PAUSE_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Map<Long, Long> posted = new ConcurrentHashMap<>();
  private final AtomicInteger received = new AtomicInteger();
  private final Map<String, Histogram> results = new LinkedHashMap<>();
  private volatile Histogram times = new ConcurrentHistogram(3);

  @Test
  void printsHowLongAPushTakes() throws Exception {
    List<DriverApp> apps = new ArrayList<>();
    try (TwoNodes nodes = TwoNodes.startAsUsersDo()) {
      for (ServerProcess node : nodes.nodes()) {
        IntStream.range(0, DRIVERS)
            .forEach(i -> apps.add(DriverApp.connect(node.client(), "driver-" + i, this::seen)));
      }
      push(nodes, "warm-up");
      results.clear();
      push(nodes, "all read");
      for (ServerProcess node : nodes.nodes()) {
        IntStream.range(0, STALLED)
            .forEach(i -> apps.add(DriverApp.stalled(node.client(), "stalled-" + i)));
      }
      push(nodes, STALLED + " more on each node have stalled");
      push(nodes, "the same again");
      System.out.println(
          """
          | drivers on each node | | pushes | p50 ms | p99 | max | heap in use, each node |
          |---|---|---|---|---|---|---|"""
              .stripIndent());
      results.forEach(
          (what, all) ->
              System.out.printf(
                  Locale.ROOT,
                  "| %,d | %s | %,d | %.1f | %.1f | %.1f | %s |%n",
                  DRIVERS,
                  what,
                  all.getTotalCount(),
                  millis(all, 50),
                  millis(all, 99),
                  millis(all, 100),
                  heap(nodes)));
      draw();
    } finally {
      apps.forEach(DriverApp::close);
    }
  }

  private static String heap(TwoNodes nodes) {
    return nodes.nodes().stream()
        .map(node -> node.kilobytesInUse() / 1024 + " MB")
        .toList()
        .toString();
  }

  private void push(TwoNodes nodes, String what) throws InterruptedException {
    times = new ConcurrentHistogram(3);
    received.set(0);
    Client client = nodes.one().client();
    for (int i = 0; i < DISPATCHES; i++) {
      post(client);
      Thread.sleep(PAUSE_MILLIS);
    }
    await("all drivers have seen all dispatches")
        .atMost(PATIENCE)
        .until(() -> received.get() == 2 * DRIVERS * DISPATCHES);
    results.put(what, times);
  }

  /** Its fare says which one it is: apps may see it before the poster knows its id. */
  private void post(Client client) {
    long number = posted.size();
    posted.put(number, System.nanoTime());
    Answer answer =
        client.post(
            "api/broadcast/dispatches",
            "{\"pickup\":\"Main station\",\"dropoff\":\"Airport\",\"fare\":%d}".formatted(number));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private void seen(DriverApp app, JsonNode dispatch) {
    Long at = posted.get(dispatch.get("fare").asLong());
    if (at != null) {
      times.recordValue(System.nanoTime() - at);
      received.incrementAndGet();
    }
  }

  private static double millis(Histogram all, double percent) {
    return all.getValueAtPercentile(percent) / 1e6;
  }

  private void draw() throws IOException {
    LineChart chart =
        new LineChart("From posting a dispatch to a driver's app", "percentile", "milliseconds");
    List<Double> percents = IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();
    results.forEach(
        (what, all) ->
            chart.line(
                what, percents, percents.stream().map(percent -> millis(all, percent)).toList()));
    chart.save("broadcast");
  }
}
