package dev.halfway.hub.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** HDFS behind a proxy: each once, also after crashes. */
class HubOnHdfs extends HubOnSystem<RealHdfs> {

  /** Far less than most files have. */
  private static final int LONGEST_REQUEST = 500_000;

  HubOnHdfs() {
    super(RealHdfs.behindAProxy(LONGEST_REQUEST), true);
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

  @Test
  void aFileThatIsTooLongForTheProxyIsThere() {
    collect(0, 10_000);
    awaitThere(10_000);
    assertThat(system.refused()).isPositive();
  }
}
