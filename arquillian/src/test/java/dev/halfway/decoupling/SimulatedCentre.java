package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import java.time.Duration;

/** The SMS centre simulator inside the server, over the API. */
record SimulatedCentre(Client operator) {

  private static final String PATH = "api/decoupling/sms-centre";

  void behave(String json) {
    Answer answer = operator.put(PATH + "/behaviour", json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  void behaveNormally() {
    behave("{\"mode\":\"NORMAL\"}");
  }

  JsonNode status() {
    return operator.get(PATH).json();
  }

  /** Waits until the link to it is in this state. */
  void awaitState(String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> status().get("state").asText().equals(state));
  }

  JsonNode messagesTo(String phone) {
    Answer answer = operator.get(PATH + "/messages?phone=" + phone.replace("+", "%2B"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
