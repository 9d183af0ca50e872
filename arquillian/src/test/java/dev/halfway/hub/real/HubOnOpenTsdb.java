package dev.halfway.hub.real;

import java.util.Optional;

/** OpenTSDB: a point for each, once. */
class HubOnOpenTsdb extends HubOnSystem<RealOpenTsdb> {

  HubOnOpenTsdb() {
    super(RealOpenTsdb.on(RealHBase.fresh()), true);
  }

  /** A number that is none for it. */
  @Override
  Optional<String> poison(String id) {
    return Optional.of(
        "{\"id\":\"%s\",\"at\":\"2026-11-22T10:00:00Z\",\"source\":\"shop\",\"metrics\":{\"latency\":1e400}}"
            .formatted(id));
  }
}
