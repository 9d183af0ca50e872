package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import org.jspecify.annotations.Nullable;

/** Port to the applications that know how their transactions ended. */
public interface Checkers<M> {

  /**
   * The answer; null, which counts as an outage, when no checker of the group is there now; UNKNOWN
   * also for a checker that failed.
   */
  @Nullable Verdict check(Half<M> half);
}
