package dev.halfway.hub.real;

import static dev.halfway.hub.HubClient.assertAccepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Elasticsearch and OpenSearch: each once, also after crashes. */
abstract class HubOnSearchEngine extends HubOnSystem<RealSearchEngine> {

  /** Far less than a batch has, and a little less than one event may have. */
  static final String LONGEST_REQUEST = "64kb";

  HubOnSearchEngine(RealSearchEngine engine) {
    super(engine, true);
  }

  /** A number that its field cannot have. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"metrics\":{\"latency\":1e300}}"
            .formatted(id));
  }

  @Test
  void anIndexThatIsBlockedMakesNoDeadLetters() {
    collect(0, 1_000);
    awaitThere(1_000);
    system.block(true);
    try {
      collect(1_000, 3_000);
      patiently("its sink says why").until(() -> lastError().contains("cluster_block_exception"));
    } finally {
      system.block(false);
    }
    awaitThere(3_000);
    assertThat(deadLetters()).doesNotContain(events().prefix());
  }

  /** All requests of these tests are longer than it takes, at first. */
  @Test
  void anEventThatIsTooLongForItIsADeadLetterAlone() {
    String id = events().prefix() + "long";
    String empty =
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"message\":\"\"}"
            .formatted(id);
    String line = empty.replace("\"\"", "\"" + "x".repeat(65_530 - empty.length()) + "\"");

    assertAccepted(hub().post(events().lines(0, 1_500) + "\n" + line), 1_501);
    assertAccepted(hub().post(events().lines(1_500, 3_000)), 1_500);

    patiently("it is a dead letter").until(() -> deadLetters().contains(id));
    assertThat(deadLetters()).contains("it is too large: HTTP 413");
    awaitThere(3_000);
  }
}
