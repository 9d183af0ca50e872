package dev.halfway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Shows that work grows as its input does and not as its square. What counts is the processor time
 * of this thread, the least of several runs: neither others on the machine nor the compiler matter.
 */
public final class Growth {

  private static final int TIMES = 4;

  /**
   * Between what linear work takes of four times the input, 4, and what quadratic work does, 16.
   */
  private static final double LINEAR = 8;

  private static final int RUNS = 3;
  private static final int MORE_RUNS = 200;

  private Growth() {}

  /** Something that may fail. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Runs work with some input and with four times as much.
   *
   * @param size of the input, for which the work takes a millisecond or so
   * @param ofSize makes the input and gives the work
   */
  public static void assertLinear(int size, IntFunction<Work> ofSize) {
    Work small = ofSize.apply(size);
    Work large = ofSize.apply(TIMES * size);
    nanos(large); // The compiler's turn.
    nanos(large);
    long min = Long.MAX_VALUE;
    long max = Long.MAX_VALUE;
    for (int run = 0; run < MORE_RUNS; run++) {
      min = Math.min(min, nanos(small));
      max = Math.min(max, nanos(large));
      if (run + 1 >= RUNS && max < LINEAR * min) {
        return;
      }
    }
    assertThat((double) max / min)
        .as("%d ns with %d, %d ns with %d", min, size, max, TIMES * size)
        .isLessThan(LINEAR);
  }

  private static long nanos(Work work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      work.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
  }
}
