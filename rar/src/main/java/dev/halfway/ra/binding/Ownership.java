package dev.halfway.ra.binding;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which half messages are this application's: those that it settles, lists, and lets its operators
 * decide. Others share the broker, and at least the parked and the control queue with it.
 *
 * <p>A message says whose it is by {@link PropertyNames#STORE}: the marker store's id or, where the
 * application's checkers know the verdict, its owner: the marker store again or a configured name.
 * The name of a group of senders is no owner: others may have a group of the same name.
 *
 * @param store the marker store's id; null without one, and while it is not known
 * @param owner null while it is not known: then no message is this application's
 */
public record Ownership(@Nullable UUID store, @Nullable String owner) {

  private static final String CHECKED = "checked:";

  /** How adapters before 0.2 wrote it: with the group's name, and without an owner. */
  private static final String OWNERLESS = "group:";

  /** Of an adapter with a marker store. */
  public static Ownership of(@Nullable UUID store) {
    return new Ownership(store, store == null ? null : store.toString());
  }

  /** What a message says that checkers settle. */
  public String checked() {
    return CHECKED + owner;
  }

  /** A message without an owner becomes this application's; any other stays what it is. */
  public Envelope adopted(Envelope envelope) {
    return envelope.store().startsWith(OWNERLESS) ? envelope.ownedBy(checked()) : envelope;
  }

  /** Selects this application's messages in a queue that others use too. */
  public String inSharedQueues() {
    if (owner == null) {
      return Browsing.NOTHING;
    }
    String checked = PropertyNames.STORE + " = '" + checked() + "'";
    return store == null ? checked : PropertyNames.STORE + " = '" + store + "' OR " + checked;
  }

  /** Selects them in half and waiting queues: what has no owner there was sent by this one. */
  public String inOwnQueues() {
    return owner == null
        ? inSharedQueues()
        : inSharedQueues() + " OR " + PropertyNames.STORE + " LIKE '" + OWNERLESS + "%'";
  }

  /** Selects what is in half and waiting queues of this application and is not its own. */
  public String foreignInOwnQueues() {
    return PropertyNames.STORE + " IS NULL OR NOT (" + inOwnQueues() + ")";
  }

  /** Selects parked messages that belong to no application. */
  public static String ownerless() {
    return PropertyNames.STORE + " LIKE '" + OWNERLESS + "%'";
  }

  /** Selects messages of this application whose markers are in this bucket or an older one. */
  public String inOwnQueuesUpTo(int bucket) {
    return "(" + inOwnQueues() + ") AND " + PropertyNames.BUCKET + " <= " + bucket;
  }

  /** Selects one of several messages. */
  public static String one(String selector, HalfTransactionId transaction, int ordinal) {
    return "(%s) AND %s = '%s' AND %s = %d"
        .formatted(
            selector, PropertyNames.TRANSACTION, transaction, PropertyNames.ORDINAL, ordinal);
  }
}
