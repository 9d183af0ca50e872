package dev.halfway.delay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NearWindowTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
  private static final Instant SOON = NOW.plus(NearWindow.ALWAYS);

  private final NearWindow window = new NearWindow(Duration.ofMinutes(10), 100);

  @Test
  void nothingIsNearBeforeTheFirstRound() {
    assertThat(window.isNear(NOW)).isFalse();
  }

  @Test
  void whatIsDueWithinItIsNearWhenAllOfItIsHandedOver() {
    window.reached(NOW, window.farthest(NOW));

    assertThat(window.isNear(NOW.plusSeconds(600))).isTrue();
    assertThat(window.isNear(NOW.plusSeconds(601))).isFalse();
  }

  @Test
  void reachesLessFarWhenItIsFullButAlwaysTheNextSeconds() {
    window.reached(NOW, NOW.plusSeconds(60));
    assertThat(window.isNear(NOW.plusSeconds(60))).isTrue();
    assertThat(window.isNear(NOW.plusSeconds(61))).isFalse();

    window.reached(NOW, NOW);
    assertThat(window.isNear(SOON)).isTrue();
    assertThat(window.isNear(SOON.plusMillis(1))).isFalse();
  }

  @Test
  void hasRoomForSoMany() {
    assertThat(window.room(0)).isEqualTo(100);
    assertThat(window.room(99)).isEqualTo(1);
    assertThat(window.room(150)).isZero();
  }

  @Test
  void theNextSecondsAreNoMoreThanTheWindow() {
    NearWindow small = new NearWindow(Duration.ofSeconds(2), 100);

    assertThat(small.always(NOW)).isEqualTo(NOW.plusSeconds(2));
  }
}
