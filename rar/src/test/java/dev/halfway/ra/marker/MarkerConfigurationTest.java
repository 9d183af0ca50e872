package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halfway.ra.protocol.Buckets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerConfigurationTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "ümlaut",
        "a/b",
        "x'; DROP TABLE halfway_store; --",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void storeNamesAreShortAndPlain(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarkerSuite.named(name))
        .withMessageStartingWith("store:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s",
        "Shop_1.eu-west",
        "1234567890123456789012345678901234567890123456789012345678901234"
      })
  void plainStoreNamesAreTaken(String name) {
    assertThat(MarkerSuite.named(name).storeName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 10_000, Long.MAX_VALUE})
  void locksAreWaitedForShorterThanStatements(long lockTimeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration(lockTimeout, 10, 30, DAY))
        .withMessageStartingWith("lockTimeout:");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 3_601})
  void statementsHaveATimeout(int queryTimeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration(1, queryTimeout, 30, DAY))
        .withMessageStartingWith("queryTimeout:");
  }

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
