package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.broker.QueueRates.Counters;
import dev.halfway.broker.QueueRates.Rate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueRatesTest {

  private static final long SECOND = 1_000_000_000;
  private static final Rate NOTHING = new Rate(0, 0);

  @Test
  void oneSampleIsNoRateYet() {
    assertThat(sample(1000, 900, 5 * SECOND).of("q")).isEqualTo(NOTHING);
  }

  @Test
  void aRateIsWhatWasCountedBetweenTwoSamplesPerSecond() {
    QueueRates rates = sample(100, 50, SECOND).next(counted(110, 51), 5 * SECOND);
    assertThat(rates.of("q")).isEqualTo(new Rate(2.5, 0.25));
  }

  @Test
  void everySampleIsComparedWithTheOneBefore() {
    QueueRates rates =
        sample(0, 0, 0).next(counted(100, 100), SECOND).next(counted(107, 100), 2 * SECOND);
    assertThat(rates.of("q")).isEqualTo(new Rate(7, 0));
  }

  @Test
  void aBrokerThatCountsFromTheStartAgainHasNoRate() {
    assertThat(sample(100, 50, 0).next(counted(3, 2), SECOND).of("q")).isEqualTo(NOTHING);
  }

  @Test
  void aStepBackOfOneCounterLeavesTheOther() {
    assertThat(sample(100, 50, 0).next(counted(3, 52), SECOND).of("q")).isEqualTo(new Rate(0, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, SECOND - 1})
  void noTimeBetweenTwoSamplesIsNoRate(long now) {
    assertThat(sample(0, 0, SECOND).next(counted(9, 9), now).of("q")).isEqualTo(NOTHING);
  }

  @Test
  void aClockBelowZeroCountsAsWell() {
    assertThat(sample(0, 0, -SECOND).next(counted(6, 4), SECOND).of("q")).isEqualTo(new Rate(3, 2));
  }

  @Test
  void aQueueThatIsNewOrUnknownHasNoRate() {
    QueueRates rates =
        sample(0, 0, 0)
            .next(Map.of("q", new Counters(1, 1), "new", new Counters(9, 9)), 1 * SECOND);
    assertThat(rates.of("new")).isEqualTo(NOTHING);
    assertThat(rates.of("unknown")).isEqualTo(NOTHING);
  }

  @Test
  void aQueueThatWentHasNoRateAndStartsAnewWhenItComesBack() {
    QueueRates gone = sample(5, 5, 0).next(counted(6, 6), SECOND).next(Map.of(), 2 * SECOND);
    assertThat(gone.of("q")).isEqualTo(NOTHING);
    assertThat(gone.next(counted(50, 50), 3 * SECOND).of("q")).isEqualTo(NOTHING);
  }

  @Test
  void queuesAreKeptApart() {
    QueueRates rates =
        QueueRates.NONE
            .next(Map.of("a", new Counters(0, 0), "b", new Counters(0, 0)), 0)
            .next(Map.of("a", new Counters(1, 0), "b", new Counters(0, 2)), SECOND);
    assertThat(rates.rates()).isEqualTo(Map.of("a", new Rate(1, 0), "b", new Rate(0, 2)));
  }

  @Test
  void aSampleThatIsChangedAfterwardsChangesNothing() {
    Map<String, Counters> sample = new HashMap<>(counted(0, 0));
    QueueRates rates = QueueRates.NONE.next(sample, 0);
    sample.put("q", new Counters(100, 100));
    assertThat(rates.next(counted(4, 4), SECOND).of("q")).isEqualTo(new Rate(4, 4));
  }

  private static QueueRates sample(long in, long out, long at) {
    return QueueRates.NONE.next(counted(in, out), at);
  }

  private static Map<String, Counters> counted(long in, long out) {
    return Map.of("q", new Counters(in, out));
  }
}
