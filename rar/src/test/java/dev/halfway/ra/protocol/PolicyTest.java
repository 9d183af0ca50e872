package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

  private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(6_000, 300_000);
  private static final Buckets BUCKETS = new Buckets(30);
  private static final Policy POLICY = new Policy(6_000, 500, BACKOFF, 15, 100, 3_000, BUCKETS);

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1, 1, 1",
    "0, -1, 1, 1, 1",
    "0, 0, 0, 1, 1",
    "0, 0, 1, 0, 1",
    "0, 0, 1, 1, 0", // nobody would ever be asked
  })
  void refusesWhatCannotWork(
      long immunity, long hintBound, int maxChecks, int batch, long askBudget) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Policy(immunity, hintBound, BACKOFF, maxChecks, batch, askBudget, BUCKETS));
  }

  @Test
  void leastPatienceThereIsWorks() {
    Policy hasty = new Policy(0, 0, BACKOFF, 1, 1, 1, BUCKETS);

    assertThat(hasty.immunity()).isZero();
    assertThat(hasty.hintBound()).isZero();
    assertThat(hasty.maxChecks()).isEqualTo(1);
  }

  @Test
  void verdictThatStandsNeedsNoImmunityAndEverythingElseStaysAsItIs() {
    assertThat(POLICY.withoutImmunity())
        .isEqualTo(new Policy(0, 500, BACKOFF, 15, 100, 3_000, BUCKETS));
  }

  @Test
  void immunityMayBeLongerThanAnyInterval() {
    Policy patient = new Policy(1_000_000, 500, BACKOFF, 15, 100, 3_000, BUCKETS);

    assertThat(patient.longestWait()).isEqualTo(1_000_000);
  }
}
