package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;

/** Who is asked how a transaction ended. */
public record OutcomeSources<M>(Markers markers, Checkers<M> checkers, Hints hints) {

  /** Sources that all say what an operator has decided. */
  public static <M> OutcomeSources<M> fixed(Verdict verdict) {
    FixedVerdict<M> decided = new FixedVerdict<>(verdict);
    return new OutcomeSources<>(decided, decided, decided);
  }
}
