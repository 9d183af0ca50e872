package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import org.jspecify.annotations.Nullable;

/** Port to the applications that know how their transactions ended. */
public interface Checkers<M> {

  /** Null, an outage, when no checker of the group is there; UNKNOWN also when one failed. */
  @Nullable Verdict check(Half<M> half);
}
