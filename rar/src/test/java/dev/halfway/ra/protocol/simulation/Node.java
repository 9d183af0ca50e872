package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Lanes;
import org.jspecify.annotations.Nullable;

/** A machine with its clock and its half queues; what runs on it comes and goes. */
final class Node {

  private static final long EPOCH = 1_700_000_000_000L;

  final String name;
  final Lanes lanes;

  /** Whether it stays dead after the first time it dies. */
  final boolean mortal;

  /** By how much its wall clock is wrong. */
  long clockError;

  @Nullable Incarnation running;

  Node(String name, int lanes, boolean mortal) {
    this.name = name;
    this.lanes = new Lanes(name, lanes);
    this.mortal = mortal;
  }

  long wallClock(long time) {
    return EPOCH + time + clockError;
  }

  /** The time at which its clock shows this. */
  long timeAt(long wallClock) {
    return wallClock - EPOCH - clockError;
  }

  @Override
  public String toString() {
    return name;
  }
}
