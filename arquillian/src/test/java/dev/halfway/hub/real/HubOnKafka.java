package dev.halfway.hub.real;

import java.util.Optional;

/** Kafka: at least once, and each under its id. */
class HubOnKafka extends HubOnSystem {

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
}
