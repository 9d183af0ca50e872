package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessesTest {

  private static final Origin HERE = Origin.of("192.0.2.1");

  private final AtomicLong now = new AtomicLong();
  private final Guesses guesses = new Guesses(now::get);

  @Test
  void theDelayGrowsToSomeSeconds() {
    Duration before = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      Duration delay = guesses.wrong("ada", HERE);
      assertThat(delay).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Guesses.LONGEST);
      before = delay;
    }
    assertThat(before).isEqualTo(Guesses.LONGEST);
  }

  @Test
  void theRightOneEndsTheDelays() {
    guess(20);

    guesses.right("ada", HERE);

    assertThat(guesses.wrong("ada", HERE)).isZero();
  }

  @Test
  void whatWasWrongIsForgotten() {
    guess(100);

    now.addAndGet(Duration.ofMinutes(16).toNanos());

    assertThat(guesses.wrong("ada", HERE)).isZero();
  }

  /** A header's worth of memory for each would be too much. */
  @Test
  void whatIsNoNameIsOne() {
    for (int i = 0; i < 20; i++) {
      guesses.wrong("no name " + i, HERE);
    }

    assertThat(guesses.wrong("x".repeat(4000), HERE)).isPositive();
  }

  @Test
  void oneOriginHasSoManyAndAllTogetherHaveABoundThatLeavesSomeToEverybody() {
    for (int origin = 0; origin < 20; origin++) {
      for (int i = 0; i < 1000; i++) {
        guesses.enter(Origin.of("192.0.2." + origin));
      }
    }
    assertThat(guesses.pending()).isBetween(Guesses.PENDING_OF_ALL, Guesses.PENDING_OF_ALL + 100);

    Origin somebody = Origin.of("198.51.100.1");
    for (int i = 0; i < Guesses.PENDING_WHEN_FULL; i++) {
      assertThat(guesses.enter(somebody)).isTrue();
    }
    assertThat(guesses.enter(somebody)).isFalse();
    guesses.leave(somebody);
    assertThat(guesses.enter(somebody)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64",
    "::1, 0:0:0:0::/64",
    "fe80::1%1, fe80:0:0:0::/64",
    "::ffff:192.0.2.7, ::ffff:192.0.2.7",
    "what a proxy says, what a proxy says",
    "a:b:no address, a:b:no address"
  })
  void anIpv6NetworkIsOneOrigin(String address, String origin) {
    assertThat(Origin.of(address).text()).isEqualTo(origin);
  }

  private void guess(int times) {
    for (int i = 0; i < times; i++) {
      guesses.wrong("ada", HERE);
    }
  }
}
