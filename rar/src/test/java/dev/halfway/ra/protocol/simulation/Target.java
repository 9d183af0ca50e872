package dev.halfway.ra.protocol.simulation;

/** A real destination. */
final class Target {

  final String name;
  final Address address;

  /** Whether its refusal shows at the send, or only when the broker's transaction commits. */
  final boolean refusesAtOnce;

  final boolean downForEver;
  boolean down;
  boolean everDown;

  Target(String name, boolean refusesAtOnce, boolean downForEver) {
    this.name = name;
    this.address = new Address(name);
    this.refusesAtOnce = refusesAtOnce;
    this.downForEver = downForEver;
    set(downForEver);
  }

  void set(boolean isDown) {
    down = isDown || downForEver;
    everDown |= down;
  }

  boolean refuses(Sent sent) {
    return down || sent.poison;
  }

  @Override
  public String toString() {
    return name + (downForEver ? " (down for ever)" : down ? " (down)" : "");
  }
}
