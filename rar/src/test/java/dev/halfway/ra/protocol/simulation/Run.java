package dev.halfway.ra.protocol.simulation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of one seed.
 *
 * @param violation null when all is right
 * @param story what happened, when it was asked for
 */
record Run(
    long seed, @Nullable Throwable violation, Set<Corner> corners, long fingerprint, String story) {

  static Run of(long seed, Sabotage sabotage, boolean inWords) {
    World world = new World(seed, inWords, sabotage);
    @Nullable Throwable violation = null;
    try {
      world.run();
    } catch (Throwable e) {
      violation = e;
    }
    Journal journal = world.journal;
    return new Run(seed, violation, journal.corners(), journal.fingerprint(), journal.text());
  }
}
