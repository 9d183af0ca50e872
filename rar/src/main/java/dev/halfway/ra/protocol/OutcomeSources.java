package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who is asked how a transaction ended. */
public record OutcomeSources<M>(Markers markers, Checkers<M> checkers, Hints hints) {

  /** Sources that all say what an operator has decided. */
  public static <M> OutcomeSources<M> fixed(Verdict verdict) {
    FixedVerdict<M> decided = new FixedVerdict<>(verdict);
    return new OutcomeSources<>(decided, decided, decided);
  }

  /**
   * An operator's decision, made after the database was asked: every source of outcomes says it.
   */
  private record FixedVerdict<M>(Verdict verdict) implements Markers, Checkers<M>, Hints {

    @Override
    public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) {
      return ids.stream().distinct().collect(Collectors.toMap(Function.identity(), this::fence));
    }

    @Override
    public Marker fence(HalfTransactionId id) {
      return verdict == Verdict.COMMIT ? Marker.COMMITTED : Marker.ROLLED_BACK;
    }

    @Override
    public Verdict check(Half<M> half) {
      return verdict;
    }

    @Override
    public void awaitEnd(Collection<HalfTransactionId> ids, long timeout) {
      // It is decided.
    }

    @Override
    public boolean isOpen(HalfTransactionId id) {
      return false;
    }

    @Override
    public boolean hasEnded(HalfTransactionId id) {
      return true;
    }

    @Override
    public void asked(HalfTransactionId id, int ordinal) {
      // See settled.
    }

    @Override
    public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
      // A decision is not delivery to a caller that waits for it.
    }
  }
}
