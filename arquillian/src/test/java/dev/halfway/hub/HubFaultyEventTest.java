package dev.halfway.hub;

import static dev.halfway.hub.HubClient.assertAccepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events that a sink fails at, and a system that refuses a request without a reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubFaultyEventTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SINK = "opentsdb";
  private static final String NOW = "2026-11-22T10:00:00Z";
  private static final Pattern POINT =
      Pattern.compile("\\{\"metric\":\"([^\"]*)\",[^{}]*\\{[^{}]*}}");

  private final Tsdb tsdb = new Tsdb();
  private final ServerProcess server =
      ServerProcess.fresh(
          "hub-faulty-event",
          // What it logs comes again and again, and has no metrics.
          Map.of("halfway.hub.log", "INFO", "halfway.hub.opentsdb.url", tsdb.address()));
  private final HubClient hub = new HubClient(server.client());

  /**
   * Stores metrics, by name; refuses a request that has one with "odd" in its name, and does not
   * store one called "stuck" for as long as it is told so.
   */
  private static final class Tsdb implements AutoCloseable {
    private final HttpServer http;
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean stuck = true;

    Tsdb() {
      try {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      http.createContext("/api/put", this::put);
      http.start();
    }

    private void put(HttpExchange exchange) throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      List<String> metrics = POINT.matcher(body).results().map(point -> point.group(1)).toList();
      boolean odd = metrics.stream().anyMatch(metric -> metric.contains("odd"));
      List<String> errors =
          POINT
              .matcher(body)
              .results()
              .filter(point -> stuck && point.group(1).equals("stuck"))
              .map(
                  point ->
                      "{\"error\":\"Unexpected exception\",\"datapoint\":" + point.group() + "}")
              .toList();
      if (odd || !errors.isEmpty()) {
        refusals.incrementAndGet();
      }
      if (!odd) {
        metrics.stream().filter(metric -> !stuck || !metric.equals("stuck")).forEach(stored::add);
      }
      byte[] answer =
          (odd
                  ? "{\"error\":{\"message\":\"odd\"}}"
                  : "{\"success\":%d,\"errors\":%s}"
                      .formatted(metrics.size() - errors.size(), errors))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(odd ? 400 : 200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    }

    String address() {
      return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void stop() {
    server.close();
    tsdb.close();
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  private void collect(String metric, String at) {
    assertAccepted(
        hub.post(
            "{\"id\":\"id-of-%1$s\",\"at\":\"%2$s\",\"source\":\"shop\",\"metrics\":{\"%1$s\":1}}"
                .formatted(metric, at)),
        1);
  }

  private boolean isDeadLetter(String metric) {
    return server.client().get("api/dead-letters").text().contains("id-of-" + metric);
  }

  @Test
  void anEventThatTheSystemCannotBeToldIsADeadLetter() {
    collect("untold", "1970-01-01T00:00:00Z");
    patiently("it is a dead letter").until(() -> isDeadLetter("untold"));

    collect("told", NOW);
    patiently("the next one is there").until(() -> tsdb.stored.contains("told"));
  }

  @Test
  void anEventThatFailsAloneIsADeadLetterOnceAnotherIsTaken() {
    collect("odd", NOW);
    patiently("the sink says why")
        .until(() -> hub.sink(SINK).path("lastError").toString().contains("odd"));
    int refusals = tsdb.refusals.get();
    patiently("it is tried again").until(() -> tsdb.refusals.get() > refusals);
    assertThat(isDeadLetter("odd")).isFalse();

    collect("even", NOW);
    patiently("the next one is there").until(() -> tsdb.stored.contains("even"));
    patiently("it is a dead letter").until(() -> isDeadLetter("odd"));
    patiently("nothing waits").until(() -> hub.sink(SINK).get("lag").asInt() == 0);
  }

  @Test
  void anEventThatTheSystemNeverTakesStopsNoOther() {
    int before = tsdb.refusals.get();
    collect("stuck", NOW);
    patiently("it is tried again").until(() -> tsdb.refusals.get() >= before + 3);
    for (int i = 0; i < 5; i++) {
      String metric = "next-" + i;
      collect(metric, NOW);
      patiently("the next one is there").until(() -> tsdb.stored.contains(metric));
    }
    assertThat(isDeadLetter("stuck")).isFalse();
    assertThat(tsdb.stored).doesNotContain("stuck");

    tsdb.stuck = false;
    patiently("it is there").until(() -> tsdb.stored.contains("stuck"));
    patiently("nothing waits").until(() -> hub.sink(SINK).get("lag").asInt() == 0);
  }
}
