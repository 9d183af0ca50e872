package dev.halfway.ra.binding;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Markers.Unavailable;

/** The marker store, or what stands for it. */
public interface Verdicts {

  /** Markers for one thread. */
  Markers reader() throws Unavailable;

  /** Makes this the transaction's verdict unless it has one, and tells which it has then. */
  Verdict decide(HalfTransactionId transaction, Verdict verdict) throws Unavailable;
}
