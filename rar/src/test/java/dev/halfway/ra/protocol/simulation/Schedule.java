package dev.halfway.ra.protocol.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is, and what time. */
final class Schedule {

  /** The process of the strand that gets it is dead, or the run is over. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died() {
      super("died", null, false, false);
    }
  }

  /** What happens around the strands. */
  interface Surroundings {
    /** Something or nothing happens, at once. */
    void happen();

    /** Nobody can do anything now: time passes, to the moment given or less. */
    void timePasses(long until);
  }

  private final Dice dice;
  private final int staying;
  private final List<Strand> strands = new ArrayList<>();
  private final List<Strand> ready = new ArrayList<>();
  private final Strand main = Strand.here();
  private Strand current = main;
  private boolean over;
  private @Nullable Throwable failure;
  private @Nullable Surroundings surroundings;
  private long now;

  /**
   * A schedule without strands.
   *
   * @param staying in so many of a thousand cases the strand that has the turn keeps it
   */
  Schedule(Dice dice, int staying) {
    this.dice = dice;
    this.staying = staying;
  }

  /** Milliseconds since the beginning. */
  long now() {
    return now;
  }

  /** The strand that has the turn. */
  Strand current() {
    return current;
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  /** Ends the run after this turn. */
  void end() {
    over = true;
  }

  /** One more, which begins when there is something to do. */
  void add(Runnable body, BooleanSupplier alive, BooleanSupplier begins) {
    Strand[] self = new Strand[1];
    self[0] = Strand.of(() -> live(self[0], body), alive);
    self[0].waitsFor(begins, () -> Long.MAX_VALUE);
    strands.add(self[0]);
  }

  /** Runs until {@link #end}, or until somebody fails, which is thrown. */
  void run(Surroundings around) throws Throwable {
    surroundings = around;
    Strand first = next();
    if (first != main) {
      current = first;
      main.handTurnTo(first);
    }
    strands.removeIf(strand -> !strand.hasStarted());
    while (!strands.isEmpty()) {
      Strand left = strands.get(0);
      current = left;
      main.handTurnTo(left);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Others may have their turn. */
  void pause() {
    pause(() -> true, () -> Long.MAX_VALUE);
  }

  /** Others have their turn until the condition holds or the time has come. */
  void pause(BooleanSupplier condition, LongSupplier latest) {
    Strand me = current;
    if (over || !me.isAlive()) {
      throw new Died();
    }
    me.waitsFor(condition, latest);
    Strand next = next();
    if (next != me) {
      current = next;
      me.handTurnTo(next);
    }
    if (over || !me.isAlive()) {
      throw new Died();
    }
  }

  private Strand live(Strand self, Runnable body) {
    try {
      if (!over) {
        body.run();
      }
    } catch (Died e) {
      // As was to be.
    } catch (Throwable e) {
      fail(e);
    }
    strands.remove(self);
    Strand next = next();
    current = next;
    return next;
  }

  private Strand next() {
    try {
      while (!over) {
        around().happen();
        if (over) {
          break;
        }
        Strand chosen = choose();
        if (chosen != null) {
          return chosen;
        }
        around()
            .timePasses(strands.stream().mapToLong(Strand::wakesAt).min().orElse(Long.MAX_VALUE));
      }
    } catch (Throwable e) {
      fail(e);
    }
    return main;
  }

  private @Nullable Strand choose() {
    if (current != main
        && strands.contains(current)
        && dice.chance(staying)
        && current.isReady(now)) {
      return current;
    }
    ready.clear();
    for (Strand strand : strands) {
      if (strand.isReady(now)) {
        ready.add(strand);
      }
    }
    return ready.isEmpty() ? null : dice.oneOf(ready);
  }

  private void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    }
    over = true;
  }

  private Surroundings around() {
    if (surroundings == null) {
      throw new IllegalStateException("not running");
    }
    return surroundings;
  }
}
