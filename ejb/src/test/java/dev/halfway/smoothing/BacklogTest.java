package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Backlog backlog = new Backlog();

  @Test
  void isWhatWasSeenAndWhatWasAcceptedSince() {
    backlog.seen(100, 0, SECOND);
    backlog.accepted();
    backlog.accepted();
    backlog.withdrawn();
    assertThat(backlog.size()).isEqualTo(101);

    backlog.seen(90, 11, 2 * SECOND);

    assertThat(backlog.size()).isEqualTo(90);
  }

  @Test
  void itsRateIsWhatLeavesTheQueueOnTheAverage() {
    assertThat(backlog.perSecond()).isZero();
    for (int i = 1; i <= 50; i++) {
      backlog.seen(1_000, 50L * i, i * SECOND);
    }
    assertThat(backlog.perSecond()).isEqualTo(50);

    // The broker has started again, and counts from nothing.
    backlog.seen(1_000, 0, 51 * SECOND);

    assertThat(backlog.perSecond()).isEqualTo(50);
  }

  @Test
  void tellsHowLongItTakesToHaveRoom() {
    for (int i = 1; i <= 10; i++) {
      backlog.seen(1_500, 50L * i, i * SECOND);
    }

    assertThat(backlog.until(1_001)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backlog.until(1_500)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void promisesNothingWhereNothingIsWorkedOff() {
    backlog.seen(10, 0, SECOND);
    backlog.seen(10, 0, 2 * SECOND);

    assertThat(backlog.until(5)).isEqualTo(Duration.ofMinutes(5));
  }
}
