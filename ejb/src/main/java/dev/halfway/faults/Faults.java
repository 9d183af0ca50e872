package dev.halfway.faults;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides at each fault point whether something fails there now. Nothing does until it is armed.
 *
 * <p>With the same seed and the same probability the nth thread that comes to a point always fares
 * the same; which thread is the nth is up to the threads. Thread-safe. Not final, because Byteman
 * derives from it.
 */
public class Faults {

  private static final ThreadLocal<Boolean> CALLING = ThreadLocal.withInitial(() -> false);

  private static volatile Map<String, Point> armed = Map.of();

  /** Made by Byteman, once for each rule. */
  public Faults() {}

  /**
   * Lets points fail from now on, and forgets what was armed before.
   *
   * @param probabilities by point, from 0 to 1
   */
  public static void arm(Map<String, Double> probabilities, long seed) {
    Map<String, Point> points = new ConcurrentHashMap<>();
    probabilities.forEach(
        (name, probability) ->
            points.put(name, new Point(probability, mixed(seed) ^ mixed(name.hashCode()))));
    armed = Map.copyOf(points);
  }

  /**
   * Lets nothing fail any more.
   *
   * @return of each point that was armed how often it was reached, and how often it failed
   */
  public static Map<String, long[]> disarm() {
    Map<String, Point> before = armed;
    armed = Map.of();
    Map<String, long[]> counts = new TreeMap<>();
    before.forEach(
        (name, point) -> counts.put(name, new long[] {point.reached.get(), point.failed.get()}));
    return counts;
  }

  /** Says whether the current thread is one of those for which points of callers are meant. */
  public static void calling(boolean now) {
    if (now) {
      CALLING.set(true);
    } else {
      CALLING.remove();
    }
  }

  /** Whether a point fails now, for a thread of those that were named by {@link #calling}. */
  public boolean callerFails(String point) {
    return CALLING.get() && fails(point);
  }

  /** Whether a point fails now, for whatever thread. */
  public boolean fails(String point) {
    Point found = armed.get(point);
    return found != null && found.fails();
  }

  /** Neighbouring seeds, and points that are reached equally often, have nothing in common. */
  private static long mixed(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  private static final class Point {
    private final double probability;
    private final long seed;
    private final AtomicLong reached = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Point(double probability, long seed) {
      this.probability = probability;
      this.seed = seed;
    }

    boolean fails() {
      long nth = reached.getAndIncrement();
      if (new SplittableRandom(seed + nth).nextDouble() >= probability) {
        return false;
      }
      failed.incrementAndGet();
      return true;
    }
  }
}
