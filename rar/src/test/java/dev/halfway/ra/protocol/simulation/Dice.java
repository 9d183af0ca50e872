package dev.halfway.ra.protocol.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** All chance in one run, drawn from one seed. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True in so many of a thousand cases. */
  boolean chance(int perMille) {
    return perMille > 0 && random.nextInt(1000) < perMille;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long below(long bound) {
    return random.nextLong(bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
