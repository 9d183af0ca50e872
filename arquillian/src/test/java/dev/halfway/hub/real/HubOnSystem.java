package dev.halfway.hub.real;

import static dev.halfway.hub.HubClient.assertAccepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.hub.Events;
import dev.halfway.hub.HubClient;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds for every system, as a query finds it there.
 *
 * @param <S> the system
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HubOnSystem<S extends RealSystem> {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final S system;
  private final boolean once;
  private final Postgres postgres = Postgres.start();
  private final ServerProcess server;
  private Events events = Events.fresh();

  /**
   * Tests of a system that runs.
   *
   * @param once whether it has each event once also after a crash
   */
  HubOnSystem(S system, boolean once) {
    this.system = system;
    this.once = once;
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.putAll(system.settings());
    this.server = ServerProcess.fresh("hub-on-" + system.sink(), settings);
  }

  /** The events of this test. */
  final Events events() {
    return events;
  }

  /** An event that the system will not take, with this id; empty where it takes whatever comes. */
  abstract Optional<String> poison(String id);

  @BeforeAll
  void start() {
    server.start();
  }

  @BeforeEach
  void another() {
    events = Events.fresh();
  }

  @AfterAll
  void stop() {
    server.close();
    postgres.close();
    system.close();
  }

  final void collect(int from, int to) {
    events.collect(hub(), from, to);
  }

  final HubClient hub() {
    return new HubClient(server.client());
  }

  private JsonNode sink(String name) {
    return hub().sink(name);
  }

  /** Why its sink could not write the last time; empty where it always could. */
  final String lastError() {
    return sink(system.sink()).path("lastError").toString();
  }

  final String deadLetters() {
    return server.client().get("api/dead-letters").text();
  }

  static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
  }

  /** Waits until the system has so many of them, then compares. */
  final void awaitThere(int count) {
    patiently("the system has them")
        .until(() -> new HashSet<>(system.ids(events.prefix())).size() >= count);
    List<String> found = system.ids(events.prefix());
    assertThat((once ? found.stream() : found.stream().distinct()).sorted().toList())
        .isEqualTo(events.ids(count));
  }

  @Test
  void allOfItIsThereOnce() {
    collect(0, 20_000);
    awaitThere(20_000);
  }

  @Test
  void whatComesWhileItIsDownIsThereWhenItIsBackAndNoOtherSinkWaits() {
    collect(0, 10_000);
    system.kill(); // While it is given these.
    collect(10_000, 15_000);
    patiently("its sink has a reason")
        .until(
            () ->
                sink(system.sink()).has("lastError") && sink(system.sink()).get("lag").asInt() > 0);
    patiently("files have it").until(() -> sink("files").get("lag").asInt() == 0);
    system.start();
    awaitThere(15_000);
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
    String refused = events.prefix() + "poison";
    Optional<String> poison = poison(refused);
    assumeThat(poison).as("an event that it does not take").isPresent();
    collect(0, 1_000);
    assertAccepted(hub().post(poison.orElseThrow() + "\n" + events.line(1_000)), 2);
    patiently("it is a dead letter").until(() -> deadLetters().contains(refused));
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
                deadLetters().contains(refused) && !letter(refused).get("id").asText().equals(id));
    assertThat(system.ids(events.prefix())).hasSize(1_001);
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
