package dev.halfway.ra.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayWorkerTest {

  /**
   * A look that lasted from a broker's death to its return would be followed by minutes of rest.
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "7, 70", "1000, 10000", "30000, 10000", "600000, 10000"})
  void restsInProportionToALookButNotForMinutes(long took, long rest) {
    assertThat(RelayWorker.pauseAfter(took)).isEqualTo(rest);
  }
}
