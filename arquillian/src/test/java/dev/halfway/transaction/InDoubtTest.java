package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in doubt, over the API. */
@OnManagedServer
class InDoubtTest {

  private static final String PATH = "api/transaction/in-doubt";

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final String unknown = PATH + "/0-" + UUID.randomUUID() + ".0";

  @Test
  void isEmptyWhenAllIsSettled() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              Answer answer = client.get(PATH);
              assertThat(answer.status()).as(answer.text()).isEqualTo(200);
              assertThat(answer.json().isArray()).isTrue();
              assertThat(answer.json()).isEmpty();
            });
  }

  @Test
  void showsWhatTheAdapterDoes() {
    JsonNode status = client.get("api/transaction/half-messages").json();

    assertThat(status.get("node").asText()).isEqualTo("halfway");
    assertThat(status.get("ready").asBoolean()).isTrue();
    assertThat(Duration.parse(status.get("lag").asText())).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(status.get("alarms").isArray()).isTrue();
    for (String figure :
        new String[] {
          "pending", "half", "forwarded", "swallowed", "checked", "setAside", "parked"
        }) {
      assertThat(status.get(figure).isNumber()).as(figure).isTrue();
    }
  }

  @Test
  void countsWhatWasForwarded() {
    long before = forwarded();

    Answer registered =
        client.post(
            "api/decoupling/registrations",
            "{\"username\":\"user-%s\",\"phone\":\"+4915112345678\"}".formatted(UUID.randomUUID()));

    assertThat(registered.status()).isEqualTo(201);
    await().atMost(Duration.ofMinutes(1)).until(() -> forwarded() > before);
  }

  @Test
  void knowsNoMessageThatIsNotThere() {
    assertProblem(client.get(unknown), 404, "not-found");
    assertProblem(decide(unknown, "COMMIT", "test"), 404, "not-found");
    assertProblem(decide(unknown, "ROLLBACK", "test"), 404, "not-found");
    assertProblem(operator.post(unknown + "/check", ""), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "a%20b", "a%27b", "%C3%A4", "0-0.0", "-1", "..."})
  void knowsNoMessageOfAnIdThatIsNone(String id) {
    assertProblem(client.get(PATH + "/" + id), 404, "not-found");
    assertProblem(decide(PATH + "/" + id, "COMMIT", "test"), 404, "not-found");
    assertProblem(operator.post(PATH + "/" + id + "/check", ""), 404, "not-found");
  }

  @Test
  void knowsNoMessageOfAnEndlessId() {
    assertProblem(client.get(PATH + "/" + "9".repeat(2000)), 404, "not-found");
    assertProblem(decide(PATH + "/" + "9".repeat(2000), "COMMIT", "test"), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "201", "2147483648", "x", "1.5", ""})
  void namesALimitThatIsWrong(String limit) {
    Answer answer = client.get(PATH + "?limit=" + limit);

    assertProblem(answer, 400, "validation");
    assertThat(answer.wrongField()).isEqualTo("limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "200"})
  void acceptsTheEdgesOfTheLimit(String limit) {
    assertThat(client.get(PATH + "?limit=" + limit).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "verdict | {'reason':'r'}",
        "verdict | {'verdict':null,'reason':'r'}",
        "verdict | {'verdict':'UNKNOWN','reason':'r'}",
        "verdict | {'verdict':'commit','reason':'r'}",
        "verdict | {'verdict':0,'reason':'r'}",
        "reason | {'verdict':'COMMIT'}",
        "reason | {'verdict':'COMMIT','reason':null}",
        "reason | {'verdict':'COMMIT','reason':''}",
        "reason | {'verdict':'COMMIT','reason':' '}",
        "reason | {'verdict':'COMMIT','reason':'\\u200B'}",
        "reason | {'verdict':'COMMIT','reason':'a\\u0000'}",
        "reason | {'verdict':'COMMIT','reason':7}",
        "force | {'verdict':'COMMIT','reason':'r','force':true}",
        "body | []",
        "body | nonsense",
      })
  void namesTheFieldOfADecisionThatIsWrong(String field, String body) {
    Answer answer = operator.post(unknown + "/resolution", body.strip().replace('\'', '"'));

    assertProblem(answer, 400, "validation");
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @Test
  void namesAReasonThatIsTooLong() {
    assertThat(decide(unknown, "COMMIT", "x".repeat(255)).status()).isEqualTo(404);
    assertThat(decide(unknown, "COMMIT", "x".repeat(256)).wrongField()).isEqualTo("reason");
  }

  @Test
  void knowsNoOtherMethods() {
    assertThat(operator.delete(unknown).status()).isEqualTo(405);
    assertThat(operator.put(unknown, "{}").status()).isEqualTo(405);
    assertThat(operator.get(unknown + "/resolution").status()).isEqualTo(405);
    assertThat(operator.get(unknown + "/check").status()).isEqualTo(405);
  }

  private long forwarded() {
    return client.get("api/transaction/half-messages").json().get("forwarded").asLong();
  }

  private Answer decide(String path, String verdict, String reason) {
    return operator.post(
        path + "/resolution", "{\"verdict\":\"%s\",\"reason\":\"%s\"}".formatted(verdict, reason));
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:" + type);
  }
}
