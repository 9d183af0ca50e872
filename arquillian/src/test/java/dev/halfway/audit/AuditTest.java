package dev.halfway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit trail over the API: what is in it, and that nobody changes it. */
@OnManagedServer
class AuditTest {

  private static final String AUDIT = "api/audit";
  private static final String REASON = "{\"reason\":\"to see that it is told\"}";
  private static final Set<String> READING = Set.of("get", "head", "options");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What users of a scenario send: it has rows of its own, and is nobody's operation. */
  private static final Set<String> SENT =
      Set.of(
          "post /api/broadcast/dispatches",
          "post /api/broadcast/dispatches/{id}/acceptance",
          "post /api/bus/orders",
          "post /api/decoupling/registrations",
          "post /api/delay/messages",
          "post /api/delay/orders",
          "post /api/delay/orders/{id}/payment",
          "post /api/hub/events",
          "post /api/smoothing/orders",
          "post /api/transaction/orders");

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final String name = "audit-" + UUID.randomUUID();

  /**
   * Something that an operator does.
   *
   * @param subject what its entry is about
   */
  private record Deed(String method, String path, @Nullable String body, String subject) {}

  /** An example of each operation that changes something, in an order in which they can be done. */
  private Map<String, Supplier<Deed>> deeds() {
    String random = UUID.randomUUID().toString();
    String inDoubt = "0-" + random + ".0";
    Map<String, Supplier<Deed>> deeds = new LinkedHashMap<>();
    deeds.put(
        "put /api/accounts/{name}",
        () ->
            new Deed(
                "PUT",
                "api/accounts/" + name,
                "{\"role\":\"viewer\",\"password\":\"%s\"}".formatted(random),
                name));
    deeds.put(
        "delete /api/accounts/{name}",
        () -> new Deed("DELETE", "api/accounts/" + name, null, name));
    // To the same: all other tests know it.
    deeds.put(
        "put /api/account/password",
        () ->
            new Deed(
                "PUT",
                "api/account/password",
                "{\"current\":\"%1$s\",\"new\":\"%1$s\"}".formatted(operatorsPassword()),
                "operator"));
    deeds.put(
        "put /api/broadcast/dictionary/{key}",
        () -> new Deed("PUT", "api/broadcast/dictionary/" + name, "{\"value\":\"a\"}", name));
    deeds.put(
        "post /api/broadcast/drivers/{driverId}/token",
        () -> new Deed("POST", "api/broadcast/drivers/" + name + "/token", null, name));
    deeds.put(
        "delete /api/broadcast/drivers/{driverId}/token",
        () -> new Deed("DELETE", "api/broadcast/drivers/" + name + "/token", null, name));
    deeds.put(
        "delete /api/broadcast/nodes/{node}",
        () -> new Deed("DELETE", "api/broadcast/nodes/halfway", null, "halfway"));
    deeds.put(
        "post /api/bus/draws",
        () ->
            new Deed(
                "POST",
                "api/bus/draws",
                "{\"game\":\"%s\",\"numbers\":[3,8,21,24,34,42]}".formatted(name),
                name));
    for (String act : List.of("pause", "resume")) {
      deeds.put(
          "post /api/bus/subsystems/{name}/" + act,
          () -> new Deed("POST", "api/bus/subsystems/prizes/" + act, null, "prizes"));
      deeds.put(
          "post /api/hub/sinks/{name}/" + act,
          () -> new Deed("POST", "api/hub/sinks/files/" + act, null, "files"));
    }
    deeds.put(
        "post /api/hub/sinks/{name}/replay",
        () ->
            new Deed(
                "POST",
                "api/hub/sinks/files/replay",
                "{\"from\":\"9999-01-01T00:00:00Z\"}",
                "files"));
    deeds.put(
        "delete /api/hub/sinks/{name}/backlog",
        () -> new Deed("DELETE", "api/hub/sinks/files/backlog", null, "files"));
    deeds.put(
        "post /api/dead-letters/{id}/redelivery",
        () -> new Deed("POST", "api/dead-letters/" + random + "/redelivery", null, random));
    deeds.put(
        "delete /api/dead-letters/{id}",
        () -> new Deed("DELETE", "api/dead-letters/" + random, null, random));
    deeds.put(
        "put /api/decoupling/sms-centre/behaviour",
        () ->
            new Deed(
                "PUT",
                "api/decoupling/sms-centre/behaviour",
                "{\"mode\":\"NORMAL\"}",
                "Behaviour"));
    deeds.put(
        "delete /api/delay/messages/{id}",
        () -> {
          String id =
              client
                  .post("api/delay/messages", "{\"text\":\"a\",\"delay\":\"P1D\"}")
                  .json()
                  .get("id")
                  .asText();
          return new Deed("DELETE", "api/delay/messages/" + id, null, id);
        });
    deeds.put(
        "put /api/smoothing/items/{item}",
        () -> new Deed("PUT", "api/smoothing/items/" + name, "{\"stock\":1}", name));
    deeds.put(
        "put /api/smoothing/settings",
        () ->
            new Deed(
                "PUT",
                "api/smoothing/settings",
                client.get("api/smoothing/settings").text(),
                "sale"));
    deeds.put(
        "post /api/transaction/comparisons",
        () -> {
          awaitNoComparison();
          return new Deed("POST", "api/transaction/comparisons", "{\"orders\":1000}", "");
        });
    deeds.put(
        "delete /api/transaction/comparisons/{id}",
        () -> {
          String id = client.get("api/transaction/comparisons?limit=1").json().at("/0/id").asText();
          return new Deed("DELETE", "api/transaction/comparisons/" + id, null, id);
        });
    deeds.put(
        "put /api/transaction/customers/{customer}/cart/{item}",
        () ->
            new Deed(
                "PUT",
                "api/transaction/customers/" + name + "/cart/tea",
                "{\"quantity\":1}",
                name + ": tea"));
    deeds.put(
        "put /api/transaction/items/{item}",
        () -> new Deed("PUT", "api/transaction/items/" + name, "{\"stock\":1}", name));
    deeds.put(
        "post /api/transaction/half-messages/resumption",
        () -> new Deed("POST", "api/transaction/half-messages/resumption", REASON, "parked"));
    deeds.put(
        "post /api/transaction/half-messages/rebinding",
        () -> new Deed("POST", "api/transaction/half-messages/rebinding", REASON, "marker store"));
    deeds.put(
        "post /api/transaction/in-doubt/{id}/resolution",
        () ->
            new Deed(
                "POST",
                "api/transaction/in-doubt/" + inDoubt + "/resolution",
                "{\"verdict\":\"ROLLBACK\",\"reason\":\"to see that it is told\"}",
                inDoubt));
    deeds.put(
        "post /api/transaction/in-doubt/{id}/check",
        () -> new Deed("POST", "api/transaction/in-doubt/" + inDoubt + "/check", null, inDoubt));
    return deeds;
  }

  private static String operatorsPassword() {
    try {
      return Files.readString(ManagedServer.data().resolve("operator-password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyOperationThatChangesSomethingIsKnownHere() {
    Set<String> changing = new TreeSet<>();
    Set<String> operators = new TreeSet<>();
    client
        .get("openapi?format=JSON")
        .json()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (operation.getValue().has("responses")
                              && !READING.contains(operation.getKey())) {
                            String both = operation.getKey() + " " + path.getKey();
                            changing.add(both);
                            if (!operation.getValue().at("/security/0/basic").isMissingNode()) {
                              operators.add(both);
                            }
                          }
                        }));
    Set<String> known = new TreeSet<>(SENT);
    known.addAll(deeds().keySet());

    assertThat(changing).isEqualTo(known);
    assertThat(operators).hasSizeGreaterThan(15).doesNotContainAnyElementsOf(SENT);
  }

  @Test
  void everyOperationOfAnOperatorHasItsEntry() {
    List<String> without = new ArrayList<>();
    deeds()
        .forEach(
            (operation, example) -> {
              Deed deed = example.get();
              long before = newest().get("id").asLong();
              Answer answer = carryOut(deed);
              assertThat(answer.status())
                  .as(operation + ": " + answer.text())
                  .isIn(200, 201, 202, 204, 404, 409)
                  .satisfies(
                      status ->
                          assertThat(status == 404 && !answer.text().contains("there is no "))
                              .as("the path itself is there")
                              .isFalse());
              if (entries().stream()
                  .noneMatch(
                      entry ->
                          entry.get("id").asLong() > before
                              && entry.get("who").asText().equals("operator")
                              && entry.get("subject").asText().contains(deed.subject()))) {
                without.add(operation);
              }
            });

    assertThat(without).isEmpty();
  }

  private Answer carryOut(Deed deed) {
    HttpRequest.Builder request = operator.request(deed.path());
    return operator.send(
        (deed.body() == null
                ? request.method(deed.method(), BodyPublishers.noBody())
                : request
                    .header("Content-Type", "application/json")
                    .method(deed.method(), BodyPublishers.ofString(deed.body())))
            .build());
  }

  @Test
  void anEntrySaysWhoWhenWhatAndWhatCameOfIt() {
    assertThat(operator.put("api/transaction/items/" + name, "{\"stock\":7}").status())
        .isEqualTo(200);

    JsonNode entry = newest();
    assertThat(entry.get("who").asText()).isEqualTo("operator");
    assertThat(entry.get("action").asText()).isEqualTo("item put");
    assertThat(entry.get("subject").asText()).isEqualTo(name);
    assertThat(entry.get("outcome").asText()).isEqualTo("stock 7");
    assertThat(entry.get("at").asText()).startsWith("2");
  }

  @Test
  void whoHasNoAccountIsTheAddress() {
    assertThat(client.put("api/smoothing/items/" + name, "{\"stock\":1}").status()).isEqualTo(200);

    assertThat(newest().get("subject").asText()).isEqualTo(name);
    assertThat(newest().get("who").asText()).isEqualTo("anonymous@127.0.0.1");
  }

  @Test
  void aChangeThatWasNotMadeLeavesNoEntry() {
    String item = "api/smoothing/items/" + name;
    operator.put(item, "{\"stock\":1}");
    String order = "{\"item\":\"%s\",\"quantity\":1,\"buyer\":\"ada\"}".formatted(name);
    Answer sold = client.post("api/smoothing/orders?direct=true", order);
    assertThat(sold.status()).as(sold.text()).isLessThan(300);
    long before = newest().get("id").asLong();

    assertThat(operator.put(item, "{\"stock\":0}").status()).isEqualTo(409);

    assertThat(newest().get("id").asLong()).isEqualTo(before);
  }

  @Test
  void pagesFollowOneAnother() {
    IntStream.range(0, 5)
        .forEach(i -> operator.put("api/broadcast/dictionary/" + name + i, "{\"value\":\"a\"}"));

    List<String> subjects = new ArrayList<>();
    String page = AUDIT + "?limit=2";
    for (int i = 0; i < 3; i++) {
      Answer answer = operator.get(page);
      subjects.addAll(answer.json().findValuesAsText("subject"));
      page = answer.header("Link").replaceAll("^<([^>]*)>.*", "$1");
    }

    assertThat(subjects).hasSize(6).startsWith(name + 4, name + 3, name + 2, name + 1, name + 0);
  }

  @Test
  void onlyOperatorsReadIt() {
    operator.put(
        "api/accounts/" + name,
        "{\"role\":\"viewer\",\"password\":\"%s\"}".formatted(UUID.randomUUID()));
    String password = UUID.randomUUID().toString();
    operator.put(
        "api/accounts/" + name, "{\"role\":\"viewer\",\"password\":\"%s\"}".formatted(password));

    assertThat(client.get(AUDIT).status()).isEqualTo(401);
    assertThat(client.as(name, password).get(AUDIT).status()).isEqualTo(403);

    operator.delete("api/accounts/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void nobodyChangesIt(String method) {
    long id = newest().get("id").asLong();
    for (String path : List.of(AUDIT, AUDIT + "/" + id)) {
      Answer answer =
          operator.send(
              operator
                  .request(path)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString("{}"))
                  .build());
      assertThat(answer.status()).as(path).isIn(404, 405);
    }
    assertThat(operator.send(operator.request(AUDIT).DELETE().build()).status()).isEqualTo(405);
    assertThat(newest().get("id").asLong()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "before=0", "before=-1", "before=x"})
  void aPageThatIsWrongIsRefusedByTheField(String query) {
    Answer answer = operator.get(AUDIT + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(query.replaceAll("=.*", ""));
  }

  private JsonNode newest() {
    return operator.get(AUDIT + "?limit=1").json().get(0);
  }

  private List<JsonNode> entries() {
    List<JsonNode> entries = new ArrayList<>();
    operator.get(AUDIT + "?limit=20").json().forEach(entries::add);
    return entries;
  }

  private void awaitNoComparison() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                    .get("api/transaction/comparisons?limit=200")
                    .json()
                    .findValuesAsText("state")
                    .stream()
                    .noneMatch("RUNNING"::equals));
  }
}
