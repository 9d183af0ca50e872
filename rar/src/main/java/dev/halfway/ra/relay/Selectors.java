package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which messages of a queue are whose. */
final class Selectors {

  /** What stands before the group's name, where a message belongs to no marker store. */
  static final String GROUP = "group:";

  /** No message at all. */
  static final String NONE = "FALSE";

  private Selectors() {}

  /** What a relay settles: messages of its marker store, and of groups without one. */
  static String mine(@Nullable UUID store) {
    String groups = Envelope.STORE + " LIKE '" + GROUP + "%'";
    return store == null ? groups : Envelope.STORE + " = '" + store + "' OR " + groups;
  }

  /** What is in its queues and belongs to nobody it knows. */
  static String foreign(@Nullable UUID store) {
    String others = Envelope.STORE + " NOT LIKE '" + GROUP + "%'";
    return Envelope.STORE
        + " IS NULL OR ("
        + others
        + (store == null ? "" : " AND " + Envelope.STORE + " <> '" + store + "'")
        + ")";
  }

  /** One message. */
  static String one(HalfTransactionId transaction, int ordinal) {
    return "%s = '%s' AND %s = %d"
        .formatted(Envelope.TRANSACTION, transaction, Envelope.ORDINAL, ordinal);
  }

  /** Messages whose markers are in this bucket or an older one. */
  static String upTo(int bucket, String mine) {
    return "(" + mine + ") AND " + Envelope.BUCKET + " <= " + bucket;
  }
}
