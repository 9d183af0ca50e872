package dev.halfway.hub.real;

import java.util.Optional;

/** Elasticsearch and OpenSearch: each once, also after crashes. */
abstract class HubOnSearchEngine extends HubOnSystem<RealSearchEngine> {

  HubOnSearchEngine(RealSearchEngine engine) {
    super(engine, true);
  }

  /** A number that its field cannot have. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"metrics\":{\"latency\":1e400}}"
            .formatted(id));
  }
}
