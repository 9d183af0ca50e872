package dev.halfway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors are problem documents, wherever they arise. */
@OnManagedServer
class ProblemTest {

  private final Client client = ManagedServer.client();

  @ParameterizedTest
  @CsvSource({
    "GET, api/nothing, 404",
    "GET, nothing, 404",
    "GET, api/queues/no-such-queue/messages, 404",
    "DELETE, api/queues, 405",
    "PATCH, api/decoupling/registrations, 405",
    "GET, api/queues/halfway.expired/messages?limit=0, 400",
    "GET, api/queues/halfway.expired/messages?limit=201, 400",
    "GET, api/dead-letters?limit=-1, 400",
  })
  void answersWithAProblem(String method, String path, int status) {
    Answer answer =
        client.send(client.request(path).method(method, BodyPublishers.noBody()).build());

    assertProblem(answer, status);
  }

  @ParameterizedTest
  @CsvSource({"api/queues/halfway.expired/messages?limit=many", "api/dead-letters?limit=1.5"})
  void namesAQueryParameterThatIsNoNumber(String path) {
    Answer answer = client.get(path);

    assertProblem(answer, 400);
    assertThat(answer.wrongField()).isEqualTo("limit");
  }

  @Test
  void refusesABodyThatIsNotJson() {
    Answer answer =
        client.send(
            client
                .request("api/decoupling/registrations")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<user/>"))
                .build());

    assertProblem(answer, 415);
  }

  @Test
  void refusesToAnswerInAnotherMediaType() {
    Answer answer = client.send(client.request("api/queues").header("Accept", "text/csv").build());

    assertProblem(answer, 406);
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("type").asText()).startsWith("urn:halfway:problem:");
    assertThat(answer.json().get("title").asText()).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("<html");
  }
}
