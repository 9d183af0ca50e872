package dev.halfway.ra.protocol;

import java.util.Collection;
import java.util.Map;

/** Port to the marker store, for one thread. */
public interface Markers extends AutoCloseable {

  /**
   * Looks, and changes nothing. Without ids it finds out whether the store answers.
   *
   * @return for each id COMMITTED, ROLLED_BACK, ABSENT or GONE
   * @throws Unavailable when the store did not answer: everything stays undecided
   */
  Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) throws Unavailable;

  /**
   * Keeps an open transaction from ever committing, or learns how it ended.
   *
   * @return ROLLED_BACK when the fence stands, durably; or what the row that was there says; LOCKED
   *     or GONE
   * @throws Unavailable when it is not known whether the fence stands
   */
  Marker fence(HalfTransactionId id) throws Unavailable;

  /** Gives back what it holds. */
  @Override
  default void close() {}
}
