package dev.halfway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.tag.Thorough;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A comparison of one node, that the other one is asked to cancel. */
@OnTwoNodes
@Thorough
class ComparisonOnTwoNodesTest {

  private static final String PATH = "api/transaction/comparisons";

  private final TwoNodes nodes;

  ComparisonOnTwoNodesTest(TwoNodes nodes) {
    this.nodes = nodes;
  }

  @Test
  void anyNodeIsAskedToCancelIt() {
    Client one = nodes.operator(nodes.one());
    Client two = nodes.operator(nodes.two());
    Answer begun = one.post(PATH, "{\"orders\":1000000,\"demo\":true,\"modes\":[\"half\"]}");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String path = PATH + "/" + begun.json().get("id").asText();

    Answer cancelled = two.delete(path);

    assertThat(cancelled.status()).as(cancelled.text()).isIn(200, 202);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(one.get(path).json().get("state").asText()).isEqualTo("CANCELLED");
              assertThat(two.get(path).json().get("state").asText()).isEqualTo("CANCELLED");
            });
    assertThat(one.get(path).json().get("failure").asText()).isEqualTo("cancelled by operator");
  }
}
