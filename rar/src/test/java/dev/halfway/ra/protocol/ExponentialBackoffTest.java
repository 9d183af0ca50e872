package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ExponentialBackoffTest {

  @Test
  void doublesUpToItsBound() {
    ExponentialBackoff backoff = new ExponentialBackoff(6_000, 300_000);

    assertThat(backoff.after(0)).isEqualTo(6_000);
    assertThat(backoff.after(1)).isEqualTo(12_000);
    assertThat(backoff.after(5)).isEqualTo(192_000);
    assertThat(backoff.after(6)).isEqualTo(300_000);
  }

  @Test
  void boundThatIsReachedExactlyIsNotPassed() {
    assertThat(new ExponentialBackoff(100, 400).after(2)).isEqualTo(400);
    assertThat(new ExponentialBackoff(100, 399).after(2)).isEqualTo(399);
    assertThat(new ExponentialBackoff(100, 100).after(5)).isEqualTo(100);
  }

  @Test
  void intervalsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ExponentialBackoff(0, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new ExponentialBackoff(101, 100));
  }

  @Property
  void neverShrinksAndNeverLeavesItsBounds(
      @ForAll @LongRange(min = 1, max = 1_000_000) long first,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1_000_000) long more,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE - 1) int attempts) {
    ExponentialBackoff backoff = new ExponentialBackoff(first, first + more);

    assertThat(backoff.after(attempts)).isBetween(first, first + more);
    assertThat(backoff.after(attempts + 1)).isGreaterThanOrEqualTo(backoff.after(attempts));
  }
}
