package dev.halfway.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.load.ScenarioLoad;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Somebody who plays again and again; each order promises a ticket and a notice of it. */
public final class LotteryLoad extends ScenarioLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String GAME = "game-" + UUID.randomUUID();

  private final Client client;

  public LotteryLoad(Client client) {
    super("bus");
    this.client = client;
  }

  @Override
  protected Optional<String> ask(int number) {
    return place(client, GAME);
  }

  /** Places an order; where to see it, unless it was refused. */
  private static Optional<String> place(Client client, String game) {
    Answer answer =
        client.post(
            "api/bus/orders",
            "{\"game\":\"%s\",\"numbers\":[1,2,3,4,5,6],\"stake\":2.50}".formatted(game));
    return answer.status() == 202
        ? Optional.of("api/bus/orders/" + answer.json().get("id").asText())
        : Optional.empty();
  }

  @Override
  public void assertKept() {
    promised().forEach(order -> awaitTicketed(client, order));
  }

  /** Waits until an order has its one ticket, and its player knows. */
  private static void awaitTicketed(Client client, String order) {
    await(order)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              JsonNode placed = client.get(order).json();
              assertThat(placed.get("history").findValuesAsText("state"))
                  .containsExactly("CREATED", "DISPATCHED", "TICKETED");
              assertThat(client.get(order + "/notices").json().findValuesAsText("state"))
                  .containsExactly("TICKETED");
            });
  }
}
