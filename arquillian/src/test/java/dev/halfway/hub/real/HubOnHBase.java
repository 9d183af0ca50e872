package dev.halfway.hub.real;

import java.util.Optional;

/** HBase: each once, also after crashes. */
class HubOnHBase extends HubOnSystem<RealHBase> {

  HubOnHBase() {
    super(RealHBase.fresh(), true);
  }

  @Override
  Optional<String> poison(String id) {
    return Optional.empty();
  }
}
