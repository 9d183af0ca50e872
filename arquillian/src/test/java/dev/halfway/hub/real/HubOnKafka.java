package dev.halfway.hub.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Kafka: at least once, and each under its id, for whoever reads the topic. */
class HubOnKafka extends HubOnSystem<RealKafka> {

  HubOnKafka() {
    super(RealKafka.fresh(), false);
  }

  /** Longer than its topics take. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"message\":\"%s\"}"
            .formatted(id, "x".repeat(50_000)));
  }

  @Test
  void whoReadsTheTopicHasEachEvent() {
    try (KafkaConnect reader = KafkaConnect.reading(system)) {
      collect(0, 5_000);
      String prefix = events().prefix();
      patiently("it has read them").until(() -> reader.ids(prefix).size() >= 5_000);
      assertThat(reader.ids(prefix).stream().sorted()).isEqualTo(events().ids(5_000));
    }
  }

  @Test
  void sparkCountsTheEventsOfTheTopic() {
    collect(0, 5_000);
    awaitThere(5_000);
    assertThat(Spark.topic(events().prefix(), system)).isEqualTo(new Spark.Counted(5_000, 5_000));
  }
}
