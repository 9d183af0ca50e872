package dev.halfway.transaction.comparison;

import dev.halfway.faults.Faults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes this server fail at points, if it was started so that it can: otherwise neither the rules
 * nor the class that they ask are there.
 */
@ApplicationScoped
public class FaultInjection {

  private static final boolean ON = isThere();

  /** Looked for by name: where it is not, a use of the class itself is an error. */
  private static boolean isThere() {
    try {
      Class.forName("dev.halfway.faults.Faults");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whether the server was started with fault injection. */
  public boolean isOn() {
    return ON;
  }

  /** Something to be done while points fail. */
  interface Doing {
    void run() throws InterruptedException;
  }

  /**
   * Does something while points fail, for which every thread in {@link #call} counts as a caller.
   *
   * @return how often each point was reached and failed
   */
  Map<FaultPoint, FaultCount> during(Map<FaultPoint, Double> faults, long seed, Doing doing)
      throws InterruptedException {
    if (faults.isEmpty()) {
      doing.run();
      return Map.of();
    }
    Faults.arm(
        faults.entrySet().stream()
            .collect(Collectors.toMap(one -> one.getKey().id(), Map.Entry::getValue)),
        seed);
    Map<FaultPoint, FaultCount> counts = new EnumMap<>(FaultPoint.class);
    try {
      doing.run();
    } finally {
      Faults.disarm()
          .forEach(
              (id, count) ->
                  FaultPoint.of(id)
                      .ifPresent(point -> counts.put(point, new FaultCount(count[0], count[1]))));
    }
    return counts;
  }

  /** Something that a caller does. */
  interface Call<T> {
    T get();
  }

  /** Does it as one of the callers whose calls may fail. */
  <T> T call(Call<T> call) {
    if (!ON) {
      return call.get();
    }
    Faults.calling(true);
    try {
      return call.get();
    } finally {
      Faults.calling(false);
    }
  }
}
