package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.halfway.transaction.comparison.Comparison.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

  private final StopSignal signal = new StopSignal();

  @Test
  void endsAPauseThatIsUnderWay() throws InterruptedException {
    Thread raising = new Thread(() -> signal.raise(State.INTERRUPTED, "the server stops"));
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

    signal.raise(State.INTERRUPTED, "the server stops");

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(signal::check);
  }

  @Test
  void theFirstCauseCounts() {
    signal.raise(State.CANCELLED, "cancelled by ada");
    signal.raise(State.INTERRUPTED, "the server stops");

    assertThat(signal.cause()).isEqualTo(new StopSignal.Cause(State.CANCELLED, "cancelled by ada"));
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(signal::check)
        .withMessage("cancelled by ada");
  }
}
