package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.load.ScenarioLoad;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody who sends events; each promises to be in the hub's files. */
public final class EventLoad extends ScenarioLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HubClient hub;
  private final WrittenFiles files;
  private final Events events = Events.fresh();

  public EventLoad(ServerProcess server) {
    super("hub");
    this.hub = new HubClient(server.client());
    this.files = new WrittenFiles(server.data().resolve("hub"));
  }

  @Override
  protected Optional<String> ask(int number) {
    return hub.post(events.lines(number, number + 1)).status() == 202
        ? Optional.of(events.id(number))
        : Optional.empty();
  }

  @Override
  public void assertKept() {
    await("all events are written")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(written()).containsAll(promised()));
    assertThat(written()).doesNotHaveDuplicates();
  }

  private List<String> written() {
    return files.ids(events.prefix());
  }
}
