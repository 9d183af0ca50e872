package dev.halfway.ra.protocol;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.RetryState.Sighting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter writes around a half message, as message properties: where it really goes, what
 * it belongs to, and everything a broker would act on too early. Delay and expiry are kept as
 * points in time, milliseconds since 1970, because time goes on while a message is half.
 *
 * @param ordinal of the message within its transaction, from 0
 * @param store whose it is, which relays and operators select on: id of the marker store that knows
 *     the verdict, or what stands for the application whose checkers do
 * @param destination name of the real destination
 * @param key what orders it, or null
 * @param deliverAt 0 at once
 * @param expireAt 0 never
 * @param persistent whether it is to be delivered as a persistent message; the half one always is
 * @param retryState null until it was set aside
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
    @Nullable RetryState retryState) {

  /** Who knows how a transaction ended. */
  public enum Settlement {
    /** A row in the database it wrote to. */
    MARKER,
    /** The application, asked through a {@link dev.halfway.ra.api.TransactionChecker}. */
    CHECKER
  }

  private static final String GROUP_ID = "JMSXGroupID";

  /** The key that the application gave, from its message's properties. */
  public static @Nullable String keyOf(Map<String, Object> application) {
    Object key = application.get(PropertyNames.KEY);
    if (key == null) {
      key = application.get(GROUP_ID);
    }
    return key == null ? null : key.toString();
  }

  /** All properties of the half message, from those that the application set. */
  public Map<String, Object> half(Map<String, Object> application) {
    Map<String, Object> properties = new LinkedHashMap<>();
    application.forEach((name, value) -> properties.put(hidden(name), value));
    write(properties);
    return properties;
  }

  /** All properties of the delivered message, from those of the half message as it was received. */
  public Map<String, Object> delivered(Map<String, Object> half) {
    return named(application(half), transaction, ordinal);
  }

  /**
   * All properties of a message that is delivered and never was half. The names of a former
   * delivery may be among those that the application set.
   */
  public static Map<String, Object> named(
      Map<String, Object> application, HalfTransactionId transaction, int ordinal) {
    Map<String, Object> properties = new LinkedHashMap<>(application);
    properties.put(PropertyNames.TRANSACTION, transaction.toString());
    properties.put(PropertyNames.ORDINAL, ordinal);
    return properties;
  }

  /** The properties that the application set, from those of the half message as it was received. */
  public static Map<String, Object> application(Map<String, Object> half) {
    Map<String, Object> properties = new LinkedHashMap<>();
    half.forEach(
        (name, value) -> {
          if (name.startsWith(PropertyNames.HIDDEN_PREFIX)) {
            properties.put(name.substring(PropertyNames.HIDDEN_PREFIX.length()), value);
          } else if (!isActedUpon(name) || PropertyNames.isStandIn(name)) {
            properties.put(name, value);
          }
        });
    return properties;
  }

  /** The same, of another owner. */
  public Envelope ownedBy(String owner) {
    return changed(owner, retryState);
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
    properties.put(PropertyNames.TRANSACTION, transaction.toString());
    properties.put(PropertyNames.BUCKET, transaction.bucket());
    properties.put(PropertyNames.ORDINAL, ordinal);
    properties.put(PropertyNames.STORE, store);
    properties.put(PropertyNames.GROUP, group);
    properties.put(PropertyNames.SETTLEMENT, settlement.name());
    properties.put(PropertyNames.NODE, node);
    properties.put(PropertyNames.DESTINATION, destination);
    properties.put(PropertyNames.TOPIC, topic);
    if (key != null) {
      properties.put(PropertyNames.KEY, key);
    }
    properties.put(PropertyNames.SENT_AT, sentAt);
    properties.put(PropertyNames.DELIVER_AT, deliverAt);
    properties.put(PropertyNames.EXPIRE_AT, expireAt);
    properties.put(PropertyNames.PRIORITY, priority);
    properties.put(PropertyNames.PERSISTENT, persistent);
    if (retryState != null) {
      properties.put(PropertyNames.DUE, retryState.due());
      properties.put(PropertyNames.ATTEMPTS, retryState.attempts());
      properties.put(PropertyNames.CHECKS, retryState.checks());
      properties.put(PropertyNames.SEEN_BY, retryState.seen().clock().toString());
      properties.put(PropertyNames.SEEN_AT, retryState.seen().at());
      properties.put(PropertyNames.VERDICT, retryState.verdict().name());
      if (retryState.cause() != null) {
        properties.put(PropertyNames.CAUSE, retryState.cause());
      }
    }
  }

  /** Reads what {@link #half} wrote, or throws IllegalArgumentException. */
  public static Envelope read(Map<String, Object> properties) {
    Reader in = new Reader(properties);
    return new Envelope(
        HalfTransactionId.parse(in.text(PropertyNames.TRANSACTION)),
        in.number(PropertyNames.ORDINAL).intValue(),
        in.text(PropertyNames.STORE),
        in.text(PropertyNames.GROUP),
        Settlement.valueOf(in.text(PropertyNames.SETTLEMENT)),
        in.text(PropertyNames.NODE),
        in.text(PropertyNames.DESTINATION),
        in.flag(PropertyNames.TOPIC),
        in.textOrNull(PropertyNames.KEY),
        in.number(PropertyNames.SENT_AT).longValue(),
        in.number(PropertyNames.DELIVER_AT).longValue(),
        in.number(PropertyNames.EXPIRE_AT).longValue(),
        in.number(PropertyNames.PRIORITY).intValue(),
        in.flag(PropertyNames.PERSISTENT),
        properties.containsKey(PropertyNames.DUE)
            ? new RetryState(
                in.number(PropertyNames.DUE).longValue(),
                in.number(PropertyNames.ATTEMPTS).intValue(),
                in.number(PropertyNames.CHECKS).intValue(),
                new Sighting(
                    UUID.fromString(in.text(PropertyNames.SEEN_BY)),
                    in.number(PropertyNames.SEEN_AT).longValue()),
                Verdict.valueOf(in.text(PropertyNames.VERDICT)),
                in.textOrNull(PropertyNames.CAUSE))
            : null);
  }

  private static String hidden(String name) {
    return isActedUpon(name) ? PropertyNames.HIDDEN_PREFIX + name : name;
  }

  /**
   * Names that belong to brokers (Jakarta Messaging, Artemis, ActiveMQ, internal ones), and to the
   * adapter: a message that it delivered before may be sent on.
   */
  private static boolean isActedUpon(String name) {
    return name.startsWith("JMS")
        || name.startsWith("_")
        || name.startsWith("AMQ_")
        || name.startsWith(PropertyNames.PREFIX);
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
