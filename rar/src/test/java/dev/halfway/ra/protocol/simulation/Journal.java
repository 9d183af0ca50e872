package dev.halfway.ra.protocol.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What happened; in words only when somebody wants to read it. */
final class Journal {

  private final boolean inWords;
  private final List<String> lines = new ArrayList<>();
  private final Set<Corner> corners = EnumSet.noneOf(Corner.class);
  private long time;
  private long fingerprint;

  Journal(boolean inWords) {
    this.inWords = inWords;
  }

  void timeIs(long now) {
    time = now;
  }

  void note(String what, Object about) {
    fingerprint = fingerprint * 31 + what.hashCode() + time;
    if (inWords && !(about instanceof Collection<?> many && many.isEmpty())) {
      lines.add(String.format("%9d %s %s", time, what, about));
    }
  }

  void reached(Corner corner) {
    corners.add(corner);
  }

  Set<Corner> corners() {
    return corners;
  }

  /** The same for two runs in which the same happened at the same times. */
  long fingerprint() {
    return fingerprint;
  }

  String text() {
    return String.join("\n", lines);
  }
}
