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

  /** In thousandths of transactions: open for longer than any check waits. */
  final int slowTransactions;

  /** In thousandths of transactions: timed out by the transaction manager. */
  final int timeouts;

  /** In thousandths of commits: the database refuses, for a constraint say. */
  final int refusals;

  /** In hundredths of what people do: an operator does something. */
  final int operators;

  /** Whether so much time may pass that buckets are over. */
  final boolean longTimes;

  /** Whether somebody drops buckets without looking whether they are needed. */
  final boolean carelessDrops;

  /** Whether the number of lanes may be another one after a restart. */
  final boolean lanesChange;

  /** In thousandths of transactions: the process learns of their end late, or not at all. */
  final int badHints;

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
    slowTransactions = rate(500);
    timeouts = rate(300);
    refusals = rate(500);
    operators = rate(100);
    longTimes = dice.chance(200);
    carelessDrops = dice.chance(200);
    lanesChange = dice.chance(300);
    badHints = rate(500);
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
