package dev.halfway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000));

  @ParameterizedTest
  @CsvSource({"1,100", "2,200", "3,400", "4,800", "5,1000", "6,1000", "2147483647,1000"})
  void theWaitDoublesUpToTheLimit(int failures, long step) {
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.after(failures))
          .isBetween(Duration.ofMillis(step / 2), Duration.ofMillis(step));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,10", "20,10"})
  void aWaitThatIsNoneIsRefused(long first, long limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofMillis(first), Duration.ofMillis(limit)));
  }
}
