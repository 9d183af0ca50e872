package dev.halfway.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Faults faults = new Faults();

  @AfterEach
  void disarm() {
    Faults.calling(false);
    Faults.disarm();
  }

  @Test
  void nothingFailsThatIsNotArmed() {
    assertThat(faults.fails("a")).isFalse();
    Faults.arm(Map.of("b", 1.0), 1);
    assertThat(faults.fails("a")).isFalse();
    assertThat(faults.fails("b")).isTrue();
    Faults.disarm();
    assertThat(faults.fails("b")).isFalse();
  }

  @Test
  void theSameSeedHasTheSameFaults() {
    List<Boolean> first = sequence("a", 0.3, 42);

    assertThat(sequence("a", 0.3, 42)).isEqualTo(first);
    assertThat(sequence("a", 0.3, 43)).isNotEqualTo(first);
    assertThat(sequence("b", 0.3, 42)).isNotEqualTo(first);
    assertThat(sequence("a", 0.3, 43).subList(0, 50)).isNotEqualTo(first.subList(1, 51));
  }

  @Test
  void asOftenAsIsProbableAndCounted() {
    Faults.arm(Map.of("never", 0.0, "often", 0.3, "always", 1.0), 7);
    for (int i = 0; i < 10_000; i++) {
      faults.fails("never");
      faults.fails("often");
      faults.fails("always");
    }

    Map<String, long[]> counts = Faults.disarm();

    assertThat(counts.get("never")).containsExactly(10_000, 0);
    assertThat(counts.get("always")).containsExactly(10_000, 10_000);
    assertThat(requireNonNull(counts.get("often"))[1]).isBetween(2_800L, 3_200L);
  }

  @Test
  void pointsOfCallersFailForCallersAlone() throws Exception {
    Faults.arm(Map.of("a", 1.0), 1);
    assertThat(faults.callerFails("a")).isFalse();

    Faults.calling(true);

    assertThat(faults.callerFails("a")).isTrue();
    boolean[] other = {true};
    Thread somebody = new Thread(() -> other[0] = faults.callerFails("a"));
    somebody.start();
    somebody.join();
    assertThat(other[0]).isFalse();
    assertThat(Faults.disarm().get("a")).containsExactly(1, 1);
  }

  private List<Boolean> sequence(String point, double probability, long seed) {
    Faults.arm(Map.of(point, probability), seed);
    return IntStream.range(0, 100).mapToObj(nth -> faults.fails(point)).toList();
  }
}
