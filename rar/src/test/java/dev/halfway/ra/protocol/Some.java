package dev.halfway.ra.protocol;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.RetryState.Sighting;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something to test with. */
final class Some {

  static final UUID SELF = new UUID(1, 1);
  static final UUID OTHER = new UUID(2, 2);
  static final String DESTINATION = "orders";

  private Some() {}

  static HalfTransactionId id(int number) {
    return new HalfTransactionId(655, new UUID(0x7000, number));
  }

  static Envelope envelope(int number) {
    return envelope(number, Settlement.MARKER, DESTINATION, null);
  }

  static Envelope envelope(
      int number, Settlement settlement, String destination, @Nullable RetryState retryState) {
    return of(id(number), settlement, destination, 0, 0, retryState);
  }

  static Envelope of(HalfTransactionId id, Settlement settlement, @Nullable RetryState retryState) {
    return of(id, settlement, DESTINATION, 0, 0, retryState);
  }

  static Envelope timed(long deliverAt, long expireAt) {
    return of(id(1), Settlement.MARKER, DESTINATION, deliverAt, expireAt, null);
  }

  private static Envelope of(
      HalfTransactionId id,
      Settlement settlement,
      String destination,
      long deliverAt,
      long expireAt,
      @Nullable RetryState retryState) {
    return new Envelope(
        id,
        0,
        "store",
        "group",
        settlement,
        "node",
        destination,
        false,
        null,
        0,
        deliverAt,
        expireAt,
        4,
        true,
        retryState);
  }

  static RetryState retryState(
      long due, int attempts, int checks, UUID seenBy, long seenAt, Verdict known) {
    return new RetryState(due, attempts, checks, new Sighting(seenBy, seenAt), known, null);
  }
}
