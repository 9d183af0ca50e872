package dev.halfway.ra.operator;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Markers;

/** The real fixed verdict, for a simulation whose messages are not a broker's. */
public record OperatorsVerdict(Verdict verdict) {

  public Markers markers() {
    return new FixedVerdict(verdict);
  }

  public Hints hints() {
    return new FixedVerdict(verdict);
  }

  /** It answers without looking at the message. */
  @SuppressWarnings("unchecked")
  public <M> Checkers<M> checkers() {
    return (Checkers<M>) (Checkers<?>) new FixedVerdict(verdict);
  }
}
