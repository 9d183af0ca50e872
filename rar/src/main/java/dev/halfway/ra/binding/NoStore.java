package dev.halfway.ra.binding;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import java.util.Collection;
import java.util.Map;

/** Stands for the marker store where all groups have checkers: it knows nothing. */
public final class NoStore implements Verdicts, Markers {

  @Override
  public Markers reader() {
    return this;
  }

  @Override
  public Verdict decide(HalfTransactionId transaction, Verdict verdict) throws Unavailable {
    throw missing();
  }

  @Override
  public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) {
    return Map.of();
  }

  @Override
  public Marker fence(HalfTransactionId id) throws Unavailable {
    throw missing();
  }

  private static Unavailable missing() {
    return new Unavailable("dataSource: none is configured, so there is no marker store");
  }
}
