package dev.halfway.ra.api;

import java.util.stream.Collectors;

/**
 * Names of all message properties that the adapter writes or reads.
 *
 * <p>A delivered message has {@link #TRANSACTION} and {@link #ORDINAL}. Together they name a
 * message for ever, on every message that was sent through the adapter, in a transaction or outside
 * any. A consumer that enters them into a table in its own transaction has its effect once, however
 * often the message is delivered.
 *
 * <p>The others are on half messages and in the control queue. They are for tools that look into a
 * broker; applications must not set them.
 */
public final class PropertyNames {

  /** Text: the half transaction, or for a message sent outside any an id of its own. */
  public static final String TRANSACTION = "halfway_transaction";

  /** Int: the message's place in it, from 0. */
  public static final String ORDINAL = "halfway_ordinal";

  /**
   * Text: what an application may set instead of {@code JMSXGroupID} to have its messages kept in
   * order.
   */
  public static final String KEY = "halfway_key";

  /** What the names of the adapter's properties begin with. */
  public static final String PREFIX = "halfway_";

  /** Before the name of a property of the application that a broker would act on too early. */
  public static final String HIDDEN_PREFIX = "halfway_x_";

  /** Text: id of the marker store that knows the verdict, or the application whose checkers do. */
  public static final String STORE = "halfway_store";

  /** Int: number of the table in which the marker is. */
  public static final String BUCKET = "halfway_bucket";

  /** Text: the group of senders. */
  public static final String GROUP = "halfway_group";

  /** Text: MARKER or CHECKER, who knows the verdict. */
  public static final String SETTLEMENT = "halfway_settlement";

  /** Text: the node that sent the message, or that gave this sign of life. */
  public static final String NODE = "halfway_node";

  /** Text: name of the real destination. */
  public static final String DESTINATION = "halfway_destination";

  /** Boolean: whether the real destination is a topic. */
  public static final String TOPIC = "halfway_topic";

  /** Long: when the application sent the message, in milliseconds since 1970. */
  public static final String SENT_AT = "halfway_sent_at";

  /** Long: when the message may be delivered, in milliseconds since 1970; 0 at once. */
  public static final String DELIVER_AT = "halfway_deliver_at";

  /** Long: when the message expires, in milliseconds since 1970; 0 never. */
  public static final String EXPIRE_AT = "halfway_expire_at";

  /** Int: priority of the delivered message. */
  public static final String PRIORITY = "halfway_priority";

  /** Boolean: whether the delivered message is persistent. */
  public static final String PERSISTENT = "halfway_persistent";

  /** Long: when the next attempt is, in milliseconds since 1970. */
  public static final String DUE = "halfway_due";

  /** Int: attempts so far. */
  public static final String ATTEMPTS = "halfway_attempts";

  /** Int: attempts that count towards parking. */
  public static final String CHECKS = "halfway_checks";

  /** Text: identity of the clock by which the message was first seen. */
  public static final String SEEN_BY = "halfway_seen_by";

  /** Long: when it was first seen, by that clock. */
  public static final String SEEN_AT = "halfway_seen_at";

  /** Text: COMMIT, ROLLBACK or UNKNOWN. */
  public static final String VERDICT = "halfway_verdict";

  /** Text: why the message was set aside or parked. */
  public static final String CAUSE = "halfway_cause";

  /** Text, in the control queue: name of the marker store that is bound to the broker. */
  public static final String STORE_NAME = "halfway_store_name";

  /** Text, in the control queue: what marker store and broker agree on. */
  public static final String TOKEN = "halfway_token";

  /** Text, in the control queue: the queue that a node relays. */
  public static final String REGISTERED = "halfway_registered";

  /** Boolean, in the control queue: whether that is a waiting queue. */
  public static final String WAITING = "halfway_waiting";

  /** Text, in the control queue: which start of its node gave a sign of life. */
  public static final String INCARNATION = "halfway_incarnation";

  /** Long, in the control queue: number of a sign of life. */
  public static final String SEQUENCE = "halfway_sequence";

  private static final String NAMED = "halfway_named_";

  private PropertyNames() {}

  /**
   * What a property is called when its message is delivered, if no client of Jakarta Messaging may
   * set one of its own name.
   *
   * <p>Such names come with messages of other protocols: {@code content-type}, {@code BETWEEN}
   * (Jakarta Messaging 3.1, 3.8.1.1). A letter or digit of ASCII stays as it is, every other
   * character becomes {@code $} and four hexadecimal digits: {@code
   * halfway_named_content$002dtype}.
   */
  public static String standIn(String name) {
    return name.chars()
        .mapToObj(c -> (c < 128 && Character.isLetterOrDigit(c) ? "%c" : "$%04x").formatted(c))
        .collect(Collectors.joining("", NAMED, ""));
  }

  /** Whether a property has such a name. */
  public static boolean isStandIn(String name) {
    return name.startsWith(NAMED);
  }
}
