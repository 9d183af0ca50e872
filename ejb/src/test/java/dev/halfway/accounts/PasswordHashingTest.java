package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashingTest {

  private final PasswordHashing hashing = new PasswordHashing(400_000);

  /** Password Storage Cheat Sheet: PBKDF2-HMAC-SHA256, 600,000 iterations. */
  @Test
  void costsWhatOwaspAsksForUnlessConfiguredOtherwise() throws NoSuchMethodException {
    ConfigProperty cost =
        PasswordHashing.class
            .getDeclaredConstructor(int.class)
            .getParameters()[0]
            .getAnnotation(ConfigProperty.class);

    assertThat(Integer.parseInt(cost.defaultValue())).isGreaterThanOrEqualTo(600_000);
    assertThat(new PasswordHashing(5000).hash("secret").iterations()).isEqualTo(5000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4095, 100_000_001})
  void aWrongCostIsNamed(int iterations) {
    assertThatThrownBy(() -> new PasswordHashing(iterations))
        .hasMessageContaining("halfway.accounts.iterations")
        .hasMessageContaining(String.valueOf(iterations));
  }

  @Test
  void aPasswordIsOutdatedThatCostsLess() {
    assertThat(hashing.isOutdated(SaltedPassword.ofNobody(399_999))).isTrue();
    assertThat(hashing.isOutdated(SaltedPassword.ofNobody(400_000))).isFalse();
    assertThat(hashing.isOutdated(SaltedPassword.ofNobody(500_000))).isFalse();
  }

  /** The least of several runs is what the work takes; a busy machine only adds to it. */
  @Test
  void aWrongPasswordTakesAsLongWhetherThereIsAnAccountOrNot() {
    SaltedPassword current = SaltedPassword.ofNobody(400_000);
    SaltedPassword outdated = SaltedPassword.ofNobody(4096);

    long known = Long.MAX_VALUE;
    long unknown = Long.MAX_VALUE;
    long cheap = Long.MAX_VALUE;
    // By turns, and the first ones are what the compiler learns from.
    for (int i = 0; i < 8; i++) {
      known = Math.min(known, nanos(() -> hashing.matches(current, "wrong")));
      unknown = Math.min(unknown, nanos(() -> hashing.matches(null, "wrong")));
      cheap = Math.min(cheap, nanos(() -> hashing.matches(outdated, "wrong")));
    }

    assertThat(unknown).isBetween(known / 3, known * 3);
    assertThat(cheap).isBetween(known / 3, known * 3);
  }

  private static long nanos(BooleanSupplier work) {
    long begin = System.nanoTime();
    assertThat(work.getAsBoolean()).isFalse();
    return System.nanoTime() - begin;
  }
}
