package dev.halfway.ra.protocol;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter writes around a half message, as message properties: where it really goes, what
 * it belongs to, and everything a broker would act on too early.
 *
 * <p>Delay and expiry are kept as points in time, because time goes on while a message is half.
 *
 * @param transaction the half transaction
 * @param ordinal of the message within its transaction, from 0
 * @param store whose it is, which relays and operators select on: id of the marker store that knows
 *     the verdict, or what stands for the application whose checkers do
 * @param group the group of senders
 * @param settlement who knows the verdict
 * @param node the node that sent it
 * @param destination name of the real destination
 * @param topic whether that is a topic
 * @param key what orders it, or null
 * @param sentAt milliseconds since 1970
 * @param deliverAt milliseconds since 1970; 0 at once
 * @param expireAt milliseconds since 1970; 0 never
 * @param priority 0 to 9
 * @param persistent whether it is to be delivered as a persistent message; the half one always is
 * @param aside null until it was set aside
 */
public record Envelope(
    HalfTransactionId transaction,
    int ordinal,
    String store,
    String group,
    Settlement settlement,
    String node,
    String destination,
    boolean topic,
    @Nullable String key,
    long sentAt,
    long deliverAt,
    long expireAt,
    int priority,
    boolean persistent,
    @Nullable RetryState aside) {

  /** Who knows how a transaction ended. */
  public enum Settlement {
    /** A row in the database it wrote to. */
    MARKER,
    /** The application, asked through a {@link dev.halfway.ra.api.TransactionChecker}. */
    CHECKER
  }

  /** Travels with the delivered message as well: with the ordinal it identifies the message. */
  public static final String TRANSACTION = PropertyNames.TRANSACTION;

  /** Travels with the delivered message as well. */
  public static final String ORDINAL = PropertyNames.ORDINAL;

  /**
   * An application may set it instead of {@code JMSXGroupID} to have its messages kept in order.
   */
  public static final String KEY = PropertyNames.KEY;

  /** What relays select on. */
  public static final String STORE = "halfway_store";

  /** What the waiting queue's reader selects on, see {@link HalfQueue#receive}. */
  public static final String DUE = "halfway_due";

  /** What retention selects on. */
  public static final String BUCKET = "halfway_bucket";

  private static final String PREFIX = "halfway_";
  private static final String HIDDEN = "halfway_x_";
  private static final String GROUP_ID = "JMSXGroupID";

  /** The key that the application gave, from its message's properties. */
  public static @Nullable String keyOf(Map<String, Object> application) {
    Object key = application.get(KEY);
    if (key == null) {
      key = application.get(GROUP_ID);
    }
    return key == null ? null : key.toString();
  }

  /**
   * All properties of the half message.
   *
   * @param application the properties that the application set
   */
  public Map<String, Object> half(Map<String, Object> application) {
    Map<String, Object> properties = new LinkedHashMap<>();
    application.forEach((name, value) -> properties.put(hidden(name), value));
    write(properties);
    return properties;
  }

  /**
   * All properties of the message that is delivered.
   *
   * @param half the properties of the half message as it was received
   */
  public Map<String, Object> delivered(Map<String, Object> half) {
    return named(application(half), transaction, ordinal);
  }

  /**
   * All properties of a message that is delivered and never was half.
   *
   * @param application the properties that the application set, the names of a former delivery
   *     among them
   */
  public static Map<String, Object> named(
      Map<String, Object> application, HalfTransactionId transaction, int ordinal) {
    Map<String, Object> properties = new LinkedHashMap<>(application);
    properties.put(TRANSACTION, transaction.toString());
    properties.put(ORDINAL, ordinal);
    return properties;
  }

  /**
   * The properties that the application set.
   *
   * @param half the properties of the half message as it was received
   */
  public static Map<String, Object> application(Map<String, Object> half) {
    Map<String, Object> properties = new LinkedHashMap<>();
    half.forEach(
        (name, value) -> {
          if (name.startsWith(HIDDEN)) {
            properties.put(name.substring(HIDDEN.length()), value);
          } else if (!isActedUpon(name) || PropertyNames.isStandIn(name)) {
            properties.put(name, value);
          }
        });
    return properties;
  }

  /** The same, belonging to somebody else. */
  public Envelope ownedBy(String owner) {
    return changed(owner, aside);
  }

  /** The same with another state. */
  public Envelope with(RetryState state) {
    return changed(store, state);
  }

  private Envelope changed(String owner, @Nullable RetryState state) {
    return new Envelope(
        transaction,
        ordinal,
        owner,
        group,
        settlement,
        node,
        destination,
        topic,
        key,
        sentAt,
        deliverAt,
        expireAt,
        priority,
        persistent,
        state);
  }

  /** What names this message among all: {@code <transaction>.<ordinal>}. */
  public String messageId() {
    return transaction + "." + ordinal;
  }

  private void write(Map<String, Object> properties) {
    properties.put(TRANSACTION, transaction.toString());
    properties.put(BUCKET, transaction.bucket());
    properties.put(ORDINAL, ordinal);
    properties.put(STORE, store);
    properties.put("halfway_group", group);
    properties.put("halfway_settlement", settlement.name());
    properties.put("halfway_node", node);
    properties.put("halfway_destination", destination);
    properties.put("halfway_topic", topic);
    if (key != null) {
      properties.put(KEY, key);
    }
    properties.put("halfway_sent_at", sentAt);
    properties.put("halfway_deliver_at", deliverAt);
    properties.put("halfway_expire_at", expireAt);
    properties.put("halfway_priority", priority);
    properties.put("halfway_persistent", persistent);
    if (aside != null) {
      properties.put(DUE, aside.due());
      properties.put("halfway_attempts", aside.attempts());
      properties.put("halfway_checks", aside.checks());
      properties.put("halfway_seen_by", aside.seenBy().toString());
      properties.put("halfway_seen_at", aside.seenAt());
      properties.put("halfway_verdict", aside.verdict().name());
      if (aside.cause() != null) {
        properties.put("halfway_cause", aside.cause());
      }
    }
  }

  /**
   * Reads what {@link #half} wrote.
   *
   * @throws IllegalArgumentException when these are not the properties of a half message
   */
  public static Envelope read(Map<String, Object> properties) {
    Reader in = new Reader(properties);
    return new Envelope(
        HalfTransactionId.parse(in.text(TRANSACTION)),
        in.number(ORDINAL).intValue(),
        in.text(STORE),
        in.text("halfway_group"),
        Settlement.valueOf(in.text("halfway_settlement")),
        in.text("halfway_node"),
        in.text("halfway_destination"),
        in.flag("halfway_topic"),
        in.textOrNull(KEY),
        in.number("halfway_sent_at").longValue(),
        in.number("halfway_deliver_at").longValue(),
        in.number("halfway_expire_at").longValue(),
        in.number("halfway_priority").intValue(),
        in.flag("halfway_persistent"),
        properties.containsKey(DUE)
            ? new RetryState(
                in.number(DUE).longValue(),
                in.number("halfway_attempts").intValue(),
                in.number("halfway_checks").intValue(),
                UUID.fromString(in.text("halfway_seen_by")),
                in.number("halfway_seen_at").longValue(),
                Verdict.valueOf(in.text("halfway_verdict")),
                in.textOrNull("halfway_cause"))
            : null);
  }

  private static String hidden(String name) {
    return isActedUpon(name) ? HIDDEN + name : name;
  }

  /**
   * Names that belong to brokers: Jakarta Messaging's own, those of Artemis and ActiveMQ, and
   * whatever starts like an internal one; and those of the adapter, which a message may carry that
   * was delivered by it before and is now sent on.
   */
  private static boolean isActedUpon(String name) {
    return name.startsWith("JMS")
        || name.startsWith("_")
        || name.startsWith("AMQ_")
        || name.startsWith(PREFIX);
  }

  private record Reader(Map<String, Object> properties) {

    String text(String name) {
      return in(name).toString();
    }

    @Nullable String textOrNull(String name) {
      Object value = properties.get(name);
      return value == null ? null : value.toString();
    }

    Number number(String name) {
      if (in(name) instanceof Number number) {
        return number;
      }
      throw new IllegalArgumentException(name + " is not a number");
    }

    boolean flag(String name) {
      if (in(name) instanceof Boolean flag) {
        return flag;
      }
      throw new IllegalArgumentException(name + " is not a boolean");
    }

    private Object in(String name) {
      Object value = properties.get(name);
      if (value == null) {
        throw new IllegalArgumentException(name + " is missing");
      }
      return value;
    }
  }
}
