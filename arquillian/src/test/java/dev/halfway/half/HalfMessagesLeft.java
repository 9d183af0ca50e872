package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.broker.BrokerQueues;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which half messages are not settled yet. */
@FunctionalInterface
public interface HalfMessagesLeft {

  /** What there is of them, in words. */
  List<String> list();

  /** As a Halfway that works tells by its API. */
  static HalfMessagesLeft toldBy(Client client) {
    return () -> {
      List<String> found = new ArrayList<>();
      for (JsonNode queue : expect(client.get("api/queues")).json()) {
        String name = queue.get("name").asText();
        if (name.startsWith("halfway.half.")
            && !name.endsWith(".control")
            && queue.get("depth").asInt() > 0) {
          found.add(name + ": " + queue.get("depth"));
        }
      }
      expect(client.get("api/transaction/in-doubt"))
          .json()
          .forEach(half -> found.add(half.toString()));
      return found;
    };
  }

  /** As the broker tells of the queues of an adapter with one lane. */
  static HalfMessagesLeft in(BrokerQueues queues) {
    return () ->
        Stream.of("0", "waiting", "parked")
            .map("halfway.half."::concat)
            .filter(queue -> queues.countAll(queue) > 0)
            .toList();
  }

  private static Answer expect(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }
}
