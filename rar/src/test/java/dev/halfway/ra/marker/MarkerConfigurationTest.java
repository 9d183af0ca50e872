package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halfway.ra.protocol.Buckets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MarkerConfigurationTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void markersCannotComeLaterThanTheirBucketIsKept() {
    assertThat(configuration(250, 10, 1, DAY).deadline()).isEqualTo(DAY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration(250, 10, 1, DAY.plusSeconds(1)))
        .withMessageStartingWith("bucketDays:");
    assertThatIllegalArgumentException().isThrownBy(() -> configuration(250, 10, 1, Duration.ZERO));
  }

  private static MarkerConfiguration configuration(
      long lockTimeout, int queryTimeout, int bucketDays, Duration deadline) {
    return new MarkerConfiguration(
        "shop",
        SchemaManagement.CREATE,
        new Buckets(bucketDays),
        lockTimeout,
        queryTimeout,
        deadline);
  }
}
