package dev.halfway.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server that is told to stop ends every wait, whatever its threads wait for: nobody is
 * interrupted for it, and nothing that was accepted is lost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopWhileWaitingTest {

  /** By then the broker's resource adapter would have interrupted who is still at work. */
  private static final Duration INTERRUPTED_AFTER = Duration.ofSeconds(30);

  /** Between two attempts to connect to a centre, and some more. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CENTRE = "api/decoupling/sms-centre/behaviour";
  private static final String REGISTRATIONS = "api/decoupling/registrations";

  private static final String EVENT = "{\"at\":\"2026-11-22T10:15:30Z\",\"source\":\"stop\"}\n";

  /** So many that some are in the broker before all are there. */
  private static final int EVENTS = 20_000;

  private ServerSocket silent;
  private ServerProcess server;

  @BeforeAll
  void start() throws IOException {
    // Whoever connects is taken, and never gets an answer.
    silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    String address = "127.0.0.1:" + silent.getLocalPort();
    server =
        ServerProcess.fresh(
                "stop-while-waiting",
                Map.of(
                    "halfway.hub.elasticsearch.url",
                    "http://" + address,
                    "halfway.hub.kafka.servers",
                    address))
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    silent.close();
  }

  @ParameterizedTest
  @CsvSource({
    "REDEPLOY, SILENT",
    "SUSPEND, DOWN",
    "SUSPEND, SILENT",
    "SIGTERM, SILENT",
    "SIGTERM, DOWN"
  })
  void endsEveryWait(Way way, String centre) {
    behave(centre);
    String waiting = register();
    CompletableFuture<Void> inline =
        CompletableFuture.runAsync(
            () -> server.client().post(REGISTRATIONS + "?sms=inline", ada()));
    String comparison = compare();
    CompletableFuture<Void> events =
        CompletableFuture.runAsync(
            () -> server.client().get("api/transaction/comparisons/" + comparison + "/events"));
    post("api/hub/events", EVENT, 202);
    await("a sink waits for an answer").atMost(PATIENCE).until(() -> lag("elasticsearch") > 0);
    DriverApp stalled = DriverApp.stalled(server.client(), "stalled");
    int before = server.console().length();
    long begun = System.nanoTime();
    way.stop(server);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(server.console().substring(before))
        .doesNotContain("InterruptedException", "ClosedByInterrupt");
    if (!server.isAlive()) {
      assertThat(took).isLessThan(INTERRUPTED_AFTER);
      server.start();
    }
    stalled.close();
    // Answered or cut off.
    await("no caller waits").atMost(PATIENCE).until(() -> inline.isDone() && events.isDone());
    behave("NORMAL");
    awaitSent(waiting);
    assertThat(lag("elasticsearch")).isPositive();
    assertThat(server.client().get("api/transaction/comparisons/" + comparison).json().get("state"))
        .hasToString("\"INTERRUPTED\"");
  }

  /** WildFly's own executors would have dropped the next attempt for good. */
  @Test
  void theCentreIsConnectedToAgainAfterAnAttemptThatWasDueWhileTheServerWasSuspended() {
    behave("DOWN");
    server.cli(":suspend");
    await("an attempt was due").pollDelay(LONGEST_PAUSE).until(() -> true);
    server.cli(":resume");

    behave("NORMAL");
    awaitSent(register());
  }

  /** Nothing new is let in meanwhile; what is under way has the time that the operator gives. */
  @Test
  void aRequestWithEventsIsTakenToItsEndWhenTheServerIsSuspended() throws Exception {
    PipedInputStream body = new PipedInputStream();
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> collect(body));
    CompletableFuture<Void> suspending;
    try (PipedOutputStream events = new PipedOutputStream(body)) {
      int before = lag("elasticsearch");
      events.write(EVENT.repeat(EVENTS).getBytes(StandardCharsets.UTF_8));
      events.flush();
      await("some are taken").atMost(PATIENCE).until(() -> lag("elasticsearch") > before);
      suspending = CompletableFuture.runAsync(() -> server.cli(":suspend(suspend-timeout=600)"));
      await("nothing new is let in")
          .atMost(PATIENCE)
          .until(() -> server.client().get("api/queues").status() == 503);
      events.write(EVENT.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(202);
    assertThat(answer.get().json().get("accepted").asInt()).isEqualTo(EVENTS + 1);
    suspending.join();
    server.cli(":resume");
  }

  private Answer collect(InputStream events) {
    return server
        .client()
        .send(
            server
                .client()
                .request("api/hub/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofInputStream(() -> events))
                .build());
  }

  private void awaitSent(String registration) {
    await("its SMS is sent")
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class)
        .until(() -> server.client().get(registration).json().path("sms").asText().equals("SENT"));
  }

  private void behave(String centre) {
    Answer answer = server.operator().put(CENTRE, "{\"mode\":\"%s\"}".formatted(centre));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private String register() {
    return REGISTRATIONS + "/" + post(REGISTRATIONS, ada(), 201).json().get("id").asText();
  }

  private static String ada() {
    return "{\"username\":\"%s\",\"phone\":\"+4915112345678\"}".formatted(UUID.randomUUID());
  }

  private String compare() {
    Answer begun =
        server
            .operator()
            .post("api/transaction/comparisons", "{\"orders\":1000000,\"concurrency\":4}");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    return begun.json().get("id").asText();
  }

  private Answer post(String path, String json, int status) {
    Answer answer = server.client().post(path, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  private int lag(String sink) {
    for (JsonNode one : server.client().get("api/hub/sinks").json()) {
      if (one.get("name").asText().equals(sink)) {
        return one.get("lag").asInt();
      }
    }
    throw new AssertionError("no sink " + sink);
  }
}
