package dev.halfway.hub.real;

import java.util.Optional;

/** HDFS: each once, also after crashes. */
class HubOnHdfs extends HubOnSystem {

  HubOnHdfs() {
    super(RealHdfs.fresh(), true);
  }

  @Override
  Optional<String> poison(String id) {
    return Optional.empty();
  }
}
