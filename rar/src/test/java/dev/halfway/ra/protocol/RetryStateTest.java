package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.api.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryStateTest {

  @Test
  void longCausesAreCut() {
    assertThat(causeOf("x".repeat(500))).hasSize(500);
    assertThat(causeOf("x".repeat(501))).hasSize(500);
    assertThat(causeOf(null)).isNull();
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertThat(causeOf("x".repeat(499) + "\uD83D\uDE00")).isEqualTo("x".repeat(499));
    assertThat(causeOf("x".repeat(498) + "\uD83D\uDE00 and more"))
        .isEqualTo("x".repeat(498) + "\uD83D\uDE00");
  }

  private static @Nullable String causeOf(@Nullable String cause) {
    return new RetryState(0, 0, 0, RetryState.Sighting.NONE, Verdict.UNKNOWN, cause).cause();
  }
}
