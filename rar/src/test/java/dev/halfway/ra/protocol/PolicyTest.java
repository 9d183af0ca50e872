package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

  private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(6_000, 300_000);
  private static final Buckets BUCKETS = new Buckets(30);
  private static final Policy.Round ROUND = new Policy.Round(100, 500, 3_000);
  private static final Policy POLICY = new Policy(6_000, BACKOFF, 15, ROUND, BUCKETS);

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1, 1, 1",
    "0, -1, 1, 1, 1",
    "0, 0, 0, 1, 1",
    "0, 0, 1, 0, 1",
    "0, 0, 1, 1, 0", // nobody would ever be asked
  })
  void refusesWhatCannotWork(
      long immunity, long hintTimeout, int maxChecks, int batch, long askTimeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Policy(
                    immunity,
                    BACKOFF,
                    maxChecks,
                    new Policy.Round(batch, hintTimeout, askTimeout),
                    BUCKETS));
  }

  @Test
  void leastPatienceThereIsWorks() {
    Policy hasty = new Policy(0, BACKOFF, 1, new Policy.Round(1, 0, 1), BUCKETS);

    assertThat(hasty.immunity()).isZero();
    assertThat(hasty.round().hintTimeout()).isZero();
    assertThat(hasty.maxChecks()).isEqualTo(1);
  }

  @Test
  void verdictThatStandsNeedsNoImmunityAndEverythingElseStaysAsItIs() {
    assertThat(POLICY.withoutImmunity()).isEqualTo(new Policy(0, BACKOFF, 15, ROUND, BUCKETS));
  }

  @Test
  void immunityMayBeLongerThanAnyInterval() {
    Policy patient = new Policy(1_000_000, BACKOFF, 15, ROUND, BUCKETS);

    assertThat(patient.maxWait()).isEqualTo(1_000_000);
  }
}
