package dev.halfway.ra.operator;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Hints;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import jakarta.jms.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A verdict that stands: what an operator decided, after the database had its say. Answers for
 * everybody whom a relay would otherwise ask.
 */
record FixedVerdict(Verdict verdict) implements Markers, Checkers<Message>, Hints {

  @Override
  public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) {
    Map<HalfTransactionId, Marker> markers = new HashMap<>();
    ids.forEach(id -> markers.put(id, fence(id)));
    return markers;
  }

  @Override
  public Marker fence(HalfTransactionId id) {
    return verdict == Verdict.COMMIT ? Marker.COMMITTED : Marker.ROLLED_BACK;
  }

  @Override
  public Verdict check(Half<Message> half) {
    return verdict;
  }

  @Override
  public void awaitEnd(Collection<HalfTransactionId> ids, long bound) {
    // Whoever waits here has decided already.
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
    // As of what is settled.
  }

  @Override
  public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
    // Nobody in this process waits for it through this door.
  }
}
