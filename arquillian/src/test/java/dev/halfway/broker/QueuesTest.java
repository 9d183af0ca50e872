package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client.Answer;
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
        .contains(
            "halfway.dead-letters",
            "halfway.decoupling.sms",
            "halfway.expired",
            "halfway.half.0",
            "halfway.half.1",
            "halfway.half.parked",
            "halfway.half.waiting")
        .isSorted();
    JsonNode sms =
        answer.json().get(answer.json().findValuesAsText("name").indexOf("halfway.decoupling.sms"));
    assertThat(sms.get("consumers").asInt()).isEqualTo(8);
    for (String figure : new String[] {"depth", "inDelivery", "scheduled", "rateIn", "rateOut"}) {
      assertThat(sms.get(figure).isNumber()).as(figure).isTrue();
    }
  }

  @Test
  void halfMessagesCanBeLookedAtAndNothingElse() {
    String messages = "api/queues/halfway.half.waiting/messages";

    assertThat(ManagedServer.client().get(messages).status()).isEqualTo(200);
    assertThat(ManagedServer.operator().delete(messages).status()).isEqualTo(405);
    assertThat(ManagedServer.operator().post(messages, "{}").status()).isEqualTo(405);
    assertThat(ManagedServer.operator().put(messages, "{}").status()).isEqualTo(405);
  }

  @Test
  void peekingAtAQueueThatIsNotThereMakesNone() {
    String name = "halfway.half.99";

    assertThat(ManagedServer.client().get("api/queues/" + name + "/messages").status())
        .isEqualTo(404);
    assertThat(ManagedServer.client().get("api/queues").json().findValuesAsText("name"))
        .doesNotContain(name);
  }
}
