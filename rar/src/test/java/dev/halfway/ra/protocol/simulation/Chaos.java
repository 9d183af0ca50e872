package dev.halfway.ra.protocol.simulation;

/**
 * How bad one run is. Each kind of trouble is absent in some runs, so that no kind hides what
 * another one would show.
 */
final class Chaos {

  /** When a call fails, seen from its effect. */
  enum Fault {
    NONE,
    BEFORE,
    AFTER,
    /** The caller learns of a failure at once; the effect comes later or never. */
    LATE,
    /** An exception that no port declares. */
    UNDECLARED
  }

  /** Thrown for {@link Fault#UNDECLARED}. */
  static final class Undeclared extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undeclared() {
      super("undeclared");
    }
  }

  private final Dice dice;
  private final int before;
  private final int after;
  private final int late;
  private final int undeclared;

  /** In thousandths of scheduling steps. */
  final int crashes;

  final int outages;
  final int clockJumps;

  /** Whether clocks also jump by months, beyond what markers are kept. */
  final boolean longJumps;

  private boolean over;

  Chaos(Dice dice) {
    this.dice = dice;
    before = rate(100);
    after = rate(100);
    late = rate(100);
    undeclared = rate(30);
    crashes = rate(10);
    outages = rate(10);
    clockJumps = rate(10);
    longJumps = dice.chance(300);
  }

  private int rate(int most) {
    return dice.chance(500) ? 0 : dice.between(1, most);
  }

  Fault fault() {
    if (over) {
      return Fault.NONE;
    }
    if (dice.chance(before)) {
      return Fault.BEFORE;
    }
    if (dice.chance(after)) {
      return Fault.AFTER;
    }
    if (dice.chance(late)) {
      return Fault.LATE;
    }
    return dice.chance(undeclared) ? Fault.UNDECLARED : Fault.NONE;
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }
}
