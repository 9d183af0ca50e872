package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.bus.LotteryLoad;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.decoupling.RegistrationLoad;
import dev.halfway.disk.SmallDisk;
import dev.halfway.hub.EventLoad;
import dev.halfway.load.Load;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Hostile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Something fills the disk with the data folder while the scenarios are at work: who asks is told
 * why, nothing that was promised is lost, and what was refused is taken again when there is space.
 */
@Hostile
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FullDiskTest {

  /** An empty server takes a third of it. */
  private static final int MEGABYTES = 160;

  /** What {@code halfway.disk.reserve} is without being set. */
  private static final long RESERVE = 64 << 20;

  private static final int SOME = 5;
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String REGISTRATIONS = "api/decoupling/registrations";
  private static final String PENDING = "api/delay/messages";

  /** By these an operator lets go what takes the space, or keeps it; none stores much. */
  private static final List<String> STILL_ALLOWED =
      List.of(
          "/api/bus/subsystems/{name}/pause",
          "/api/bus/subsystems/{name}/resume",
          "/api/decoupling/sms-centre/behaviour",
          "/api/hub/sinks/{name}/pause",
          "/api/hub/sinks/{name}/resume",
          "/api/transaction/half-messages/resumption",
          "/api/transaction/in-doubt/{id}/check",
          "/api/transaction/in-doubt/{id}/resolution");

  private final List<Load> loads = new ArrayList<>();
  private ServerProcess server;
  private SmallDisk disk;

  /** What makes the server use its database; its folder is on the disk in any case. */
  abstract Map<String, String> database();

  @BeforeAll
  void start() {
    server = ServerProcess.fresh("full-disk-" + getClass().getSimpleName(), settings());
    disk = server.dataOnDiskOf(MEGABYTES).disk();
    server.start();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(database());
    settings.put("halfway.stop-within", "PT30S");
    settings.put("halfway.redelivery.delay", "200");
    settings.put("halfway.redelivery.max-attempts", "100");
    settings.put("halfway.redelivery.max-delay", "1000");
    return settings;
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void work() {
    loads.clear();
    loads.add(new RegistrationLoad(server.client()).start());
    loads.add(new LotteryLoad(server.client()).start());
    loads.add(new EventLoad(server).start());
    loads.forEach(load -> load.awaitAccepted(SOME));
  }

  final ServerProcess server() {
    return server;
  }

  final SmallDisk disk() {
    return disk;
  }

  /** Afterwards, with space on the disk. */
  final void assertNothingIsLost() {
    loads.forEach(load -> load.awaitAccepted(SOME));
    loads.forEach(Load::close);
    loads.forEach(Load::assertKept);
  }

  @Test
  void whatWouldStoreSomethingIsRefusedWithAReasonUntilThereIsSpaceAgain() {
    String pending = placePending();
    long pid = server.pid();
    int before = server.console().length();

    disk.fill(RESERVE / 2);
    await("nothing is accepted").atMost(PATIENCE).until(() -> register().status() == 503);

    assertIsRefused("registering", register());
    for (String operation : storing()) {
      String[] parts = operation.split(" ", 2);
      Answer answer = ask(server.operator(), parts[0], filled(parts[1]));
      if (STILL_ALLOWED.contains(parts[1])) {
        assertThat(answer.status()).as(operation + ": " + answer.text()).isNotEqualTo(503);
      } else {
        assertIsRefused(operation, answer);
      }
    }
    assertThat(server.client().get("api/queues").status()).isEqualTo(200);
    assertThat(server.operator().delete(pending).status()).isEqualTo(204);
    assertThat(health("ready")).hasToString("\"DOWN\"");
    assertThat(health("live")).hasToString("\"UP\"");
    JsonNode data = check("disk").get("data");
    assertThat(data.get("reserve").asLong()).isEqualTo(RESERVE);
    assertThat(data.get("usable").asLong()).isLessThan(RESERVE);

    disk.free();
    assertNothingIsLost();
    assertThat(health("ready")).hasToString("\"UP\"");
    assertThat(server.pid()).isEqualTo(pid);
    assertThat(server.console().substring(before))
        .containsOnlyOnce("Nothing more is accepted")
        .containsOnlyOnce("There is space again");
  }

  private String placePending() {
    Answer answer = server.client().post(PENDING, "{\"text\":\"recalled\",\"delay\":\"P1D\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return PENDING + "/" + answer.json().get("id").asText();
  }

  final Answer register() {
    return server
        .client()
        .post(
            REGISTRATIONS,
            "{\"username\":\"%s\",\"phone\":\"+4915112345678\"}".formatted(UUID.randomUUID()));
  }

  static void assertIsRefused(String what, Answer answer) {
    assertThat(answer.status()).as(what + ": " + answer.text()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Retry-After")).isEqualTo("30");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:disk-full");
    assertThat(answer.json().get("detail").asText()).contains("bytes are left on the disk");
  }

  /** Every operation that the API has which neither looks nor deletes. */
  private List<String> storing() {
    List<String> all = new ArrayList<>();
    JsonNode api = server.client().get("openapi?format=JSON").json();
    api.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (List.of("post", "put", "patch").contains(method)) {
                            all.add(method + " " + path.getKey());
                          }
                        }));
    assertThat(all).contains("post /api/hub/events", "put /api/accounts/{name}");
    return all;
  }

  private static String filled(String path) {
    return path.substring(1)
        .replace("dispatches/{id}", "dispatches/1")
        .replace("{id}", UUID.randomUUID().toString())
        .replaceAll("\\{\\w+}", "nobody");
  }

  private static Answer ask(Client client, String method, String path) {
    return method.equals("put") ? client.put(path, "{}") : client.post(path, "{}");
  }

  private JsonNode health(String kind) {
    return server.management().get("health/" + kind).json().get("status");
  }

  private JsonNode check(String name) {
    for (JsonNode check : server.management().get("health/ready").json().get("checks")) {
      if (check.get("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name);
  }
}
