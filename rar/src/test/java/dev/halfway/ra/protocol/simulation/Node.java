package dev.halfway.ra.protocol.simulation;

import org.jspecify.annotations.Nullable;

/** A machine with its clock; what runs on it comes and goes. */
final class Node {

  static final long EPOCH = 1_700_000_000_000L;

  final String name;

  /** Whether it stays dead after the first time it dies. */
  final boolean mortal;

  /** How many lanes whatever is started on it has. */
  int lanes;

  /** By how much its wall clock is wrong. */
  private long clockError;

  /** How often its clock was set. */
  private int jumps;

  @Nullable Incarnation running;

  Node(String name, int lanes, boolean mortal) {
    this.name = name;
    this.lanes = lanes;
    this.mortal = mortal;
  }

  void setClock(long error) {
    clockError = error;
    jumps++;
  }

  int jumps() {
    return jumps;
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
