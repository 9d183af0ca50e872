package dev.halfway.hub.real;

import java.util.Optional;

/** HBase: each once, also after crashes. */
class HubOnHBase extends HubOnSystem<RealHBase> {

  HubOnHBase() {
    super(RealHBase.fresh(), true);
  }

  /** Longer than its gateway takes. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"message\":\"%s\"}"
            .formatted(id, "x".repeat(50_000)));
  }
}
