package dev.halfway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.server.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import org.junit.jupiter.api.Test;

/** Queues over the API. */
@OnManagedServer
class QueuesTest {

  @Test
  void listsEveryQueueWithItsFigures() {
    Answer answer = ManagedServer.client().get("api/queues");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().findValuesAsText("name"))
        .contains("halfway.dead-letters", "halfway.decoupling.sms", "halfway.expired")
        .isSorted();
    JsonNode sms =
        answer.json().get(answer.json().findValuesAsText("name").indexOf("halfway.decoupling.sms"));
    assertThat(sms.get("consumers").asInt()).isEqualTo(8);
    for (String figure : new String[] {"depth", "inDelivery", "scheduled", "rateIn", "rateOut"}) {
      assertThat(sms.get(figure).isNumber()).as(figure).isTrue();
    }
  }
}
