package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {

  private final AtomicLong clock = new AtomicLong(1);

  @Test
  void letsAsManyInAsItSaysEachSecond() {
    Rate rate = new Rate(clock::get, 10);
    assertThat(takenIn(rate, Duration.ZERO, 100)).isEqualTo(10);
    for (int second = 0; second < 5; second++) {
      assertThat(takenIn(rate, Duration.ofSeconds(1), 100)).isEqualTo(10);
    }
    // What was not used is kept for a second.
    assertThat(takenIn(rate, Duration.ofMinutes(1), 100)).isEqualTo(10);
  }

  @Test
  void saysWhenThereIsOneAgain() {
    Rate rate = new Rate(clock::get, 4);
    takenIn(rate, Duration.ZERO, 4);

    assertThat(rate.take()).isEqualTo(Duration.ofMillis(250));
    clock.addAndGet(Duration.ofMillis(250).toNanos());
    assertThat(rate.take()).isZero();
  }

  @Test
  void ofNoneIsNoLimit() {
    Rate rate = new Rate(clock::get, 1);
    takenIn(rate, Duration.ZERO, 1);
    assertThat(rate.take()).isPositive();

    rate.set(0);

    assertThat(takenIn(rate, Duration.ZERO, 1_000)).isEqualTo(1_000);
  }

  private int takenIn(Rate rate, Duration time, int attempts) {
    clock.addAndGet(time.toNanos());
    int taken = 0;
    for (int i = 0; i < attempts; i++) {
      if (rate.take().isZero()) {
        taken++;
      }
    }
    return taken;
  }
}
