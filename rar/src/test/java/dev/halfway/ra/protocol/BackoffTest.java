package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToItsBound() {
    Backoff backoff = new Backoff(6_000, 300_000);

    assertThat(backoff.after(0)).isEqualTo(6_000);
    assertThat(backoff.after(1)).isEqualTo(12_000);
    assertThat(backoff.after(5)).isEqualTo(192_000);
    assertThat(backoff.after(6)).isEqualTo(300_000);
  }

  @Test
  void boundThatIsReachedExactlyIsNotPassed() {
    assertThat(new Backoff(100, 400).after(2)).isEqualTo(400);
    assertThat(new Backoff(100, 399).after(2)).isEqualTo(399);
    assertThat(new Backoff(100, 100).after(5)).isEqualTo(100);
  }

  @Test
  void intervalsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(0, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(101, 100));
  }

  @Property
  void neverShrinksAndNeverLeavesItsBounds(
      @ForAll @LongRange(min = 1, max = 1_000_000) long first,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1_000_000) long more,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE - 1) int attempts) {
    Backoff backoff = new Backoff(first, first + more);

    assertThat(backoff.after(attempts)).isBetween(first, first + more);
    assertThat(backoff.after(attempts + 1)).isGreaterThanOrEqualTo(backoff.after(attempts));
  }
}
