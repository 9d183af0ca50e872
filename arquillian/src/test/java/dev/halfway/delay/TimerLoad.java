package dev.halfway.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Rows;
import dev.halfway.load.ScenarioLoad;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Somebody who sends messages to be delivered a few seconds later; each promises to be. */
public final class TimerLoad extends ScenarioLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Client client;
  private final Rows rows;

  public TimerLoad(Client client, Rows rows) {
    super("delay");
    this.client = client;
    this.rows = rows;
  }

  @Override
  protected Optional<String> ask(int number) {
    Answer answer =
        client.post("api/delay/messages", "{\"text\":\"%d\",\"delay\":\"PT3S\"}".formatted(number));
    return answer.status() == 201
        ? Optional.of(answer.json().get("id").asText())
        : Optional.empty();
  }

  @Override
  public void assertKept() {
    await("all timers have fired")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(notFired()).isEmpty());
  }

  private Set<String> notFired() {
    Set<String> left = new HashSet<>(promised());
    left.removeAll(rows.texts("SELECT id::text FROM delay_timer WHERE state = 'FIRED'"));
    return left;
  }
}
