package dev.halfway.hub.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.server.Client.Answer;
import dev.halfway.server.Postgres;
import dev.halfway.server.ServerProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for every system, as a query finds it there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HubOnSystem {

  /** The time of the first event; the others follow each other by a millisecond. */
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final RealSystem system;
  private final boolean once;
  private final Postgres postgres = Postgres.start();
  private final ServerProcess server;
  private String prefix = "";

  /**
   * Tests of a system that runs.
   *
   * @param once whether it has each event once also after a crash
   */
  HubOnSystem(RealSystem system, boolean once) {
    this.system = system;
    this.once = once;
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.putAll(system.settings());
    this.server = ServerProcess.fresh("hub-on-" + system.sink(), settings);
  }

  /** An event that the system will not take, with this id; empty where it takes whatever comes. */
  abstract Optional<String> poison(String id);

  @BeforeAll
  void start() {
    server.start();
  }

  @BeforeEach
  void another() {
    prefix = UUID.randomUUID().toString().substring(0, 8) + "-";
  }

  @AfterAll
  void stop() {
    server.close();
    postgres.close();
    system.close();
  }

  private String event(int number) {
    return ("{\"id\":\"%s%d\",\"at\":\"%s\",\"source\":\"shop\",\"level\":\"INFO\","
            + "\"message\":\"GET /cart/%d\",\"metrics\":{\"latency\":%d.5},\"tags\":{\"run\":\"%s\"}}")
        .formatted(prefix, number, START.plusMillis(number), number, number % 300, prefix);
  }

  private Answer post(String body) {
    return server
        .client()
        .send(
            server
                .client()
                .request("api/hub/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body))
                .build());
  }

  private void collect(int from, int to) {
    Answer answer =
        post(IntStream.range(from, to).mapToObj(this::event).collect(Collectors.joining("\n")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).as(answer.text()).isEqualTo(to - from);
  }

  static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
  }

  /** Waits until the system has so many of them, then compares. */
  private void awaitThere(int count) {
    patiently("the system has them").until(() -> new HashSet<>(system.ids(prefix)).size() >= count);
    List<String> found = system.ids(prefix);
    List<String> expected =
        IntStream.range(0, count).mapToObj(number -> prefix + number).sorted().toList();
    assertThat((once ? found.stream() : found.stream().distinct()).sorted().toList())
        .isEqualTo(expected);
  }

  private JsonNode sink(String name) {
    for (JsonNode sink : server.client().get("api/hub/sinks").json()) {
      if (sink.get("name").asText().equals(name)) {
        return sink;
      }
    }
    throw new AssertionError("no sink " + name);
  }

  @Test
  void allOfItIsThereOnce() {
    collect(0, 20_000);
    awaitThere(20_000);
  }

  @Test
  void whatComesWhileItIsDownIsThereWhenItIsBackAndNoOtherSinkWaits() {
    collect(0, 1_000);
    system.kill();
    collect(1_000, 5_000);
    patiently("its sink has a reason")
        .until(
            () ->
                sink(system.sink()).has("lastError") && sink(system.sink()).get("lag").asInt() > 0);
    patiently("files have it").until(() -> sink("files").get("lag").asInt() == 0);
    system.start();
    awaitThere(5_000);
  }

  @Test
  void whatWasAcceptedIsThereAlthoughTheHubWasKilledInTheMiddle() {
    for (int part = 0; part < 20; part++) {
      collect(part * 500, part * 500 + 500);
    }
    server.kill();
    server.start();
    awaitThere(10_000);
  }

  @Test
  void anEventThatItDoesNotTakeIsADeadLetterAlone() {
    String refused = prefix + "poison";
    Optional<String> poison = poison(refused);
    assumeThat(poison).as("an event that it does not take").isPresent();
    collect(0, 1_000);
    assertThat(post(poison.orElseThrow() + "\n" + event(1_000)).status()).isEqualTo(202);
    patiently("it is a dead letter")
        .until(() -> server.client().get("api/dead-letters").text().contains(refused));
    awaitThere(1_001);
    JsonNode letter = letter(refused);
    assertThat(letter.get("consumer").asText()).isEqualTo("hub." + system.sink());
    assertThat(letter.get("queue").asText()).isEqualTo("halfway-hub-" + system.sink());

    // Sent back it is refused again: by this system, and by no other one.
    String id = letter.get("id").asText();
    assertThat(server.operator().post("api/dead-letters/" + id + "/redelivery", "").status())
        .isEqualTo(200);
    patiently("it is a dead letter again")
        .until(
            () ->
                server.client().get("api/dead-letters").text().contains(refused)
                    && !letter(refused).get("id").asText().equals(id));
    assertThat(system.ids(prefix)).hasSize(1_001);
  }

  private JsonNode letter(String text) {
    for (JsonNode group : server.client().get("api/dead-letters").json()) {
      for (JsonNode letter : group.get("messages")) {
        if (letter.toString().contains(text)) {
          return letter;
        }
      }
    }
    throw new AssertionError("no dead letter with " + text);
  }

  @Test
  void aReplayChangesNothing() {
    Instant before = Instant.now();
    collect(0, 5_000);
    awaitThere(5_000);
    long delivered = sink(system.sink()).get("delivered").asLong();

    Answer replay =
        server
            .operator()
            .post(
                "api/hub/sinks/" + system.sink() + "/replay",
                "{\"from\":\"%s\"}".formatted(before));
    assertThat(replay.status()).as(replay.text()).isEqualTo(202);
    patiently("it was written again")
        .until(() -> sink(system.sink()).get("delivered").asLong() >= delivered + 5_000);

    awaitThere(5_000);
  }
}
