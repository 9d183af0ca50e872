package dev.halfway.hub.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** HDFS: each once, also after crashes. */
class HubOnHdfs extends HubOnSystem<RealHdfs> {

  HubOnHdfs() {
    super(RealHdfs.fresh(), true);
  }

  @Override
  Optional<String> poison(String id) {
    return Optional.empty();
  }

  @Test
  void sparkCountsTheEventsOfTheFiles() {
    collect(0, 5_000);
    awaitThere(5_000);
    assertThat(Spark.files(events().prefix(), system.address()))
        .isEqualTo(new Spark.Counted(5_000, 5_000));
  }
}
