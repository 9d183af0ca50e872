package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.client.DriverApp;
import dev.halfway.load.ScenarioLoad;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody who posts dispatches; each promises to be pushed to a driver who has seen none. */
public final class DispatchLoad extends ScenarioLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Client client;

  public DispatchLoad(Client client) {
    super("broadcast");
    this.client = client;
  }

  @Override
  protected Optional<String> ask(int number) {
    Answer answer =
        client.post("api/broadcast/dispatches", "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":1}");
    return answer.status() == 202
        ? Optional.of(answer.json().get("id").asText())
        : Optional.empty();
  }

  @Override
  public void assertKept() {
    List<Long> ids = promised().stream().map(Long::valueOf).sorted().toList();
    try (DriverApp app = DriverApp.connect(client, "driver", ids.get(0) - 1)) {
      await("all dispatches are pushed")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> assertThat(app.seen()).containsAll(ids));
      assertThat(app.seen()).doesNotHaveDuplicates();
    }
  }
}
