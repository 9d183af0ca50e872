package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

  private final StopSignal signal = new StopSignal();

  @Test
  void endsAPauseThatIsUnderWay() throws InterruptedException {
    Thread raising = new Thread(signal::raise);
    raising.start();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> signal.pause(Duration.ofHours(1)));

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    raising.join();
  }

  @Test
  void letsPausesEndByThemselvesUntilItIsRaised() {
    assertThatNoException().isThrownBy(() -> signal.pause(Duration.ofMillis(1)));
    assertThatNoException().isThrownBy(signal::check);

    signal.raise();

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(signal::check);
  }
}
