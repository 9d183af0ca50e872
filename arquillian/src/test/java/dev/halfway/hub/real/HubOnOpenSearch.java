package dev.halfway.hub.real;

import java.util.Optional;

/** OpenSearch: each once, also after crashes. */
class HubOnOpenSearch extends HubOnSystem<RealOpenSearch> {

  HubOnOpenSearch() {
    super(RealOpenSearch.fresh(), true);
  }

  /** A number that its field cannot have. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"metrics\":{\"latency\":1e400}}"
            .formatted(id));
  }
}
