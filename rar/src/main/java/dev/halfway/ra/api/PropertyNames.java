package dev.halfway.ra.api;

import java.util.stream.Collectors;

/**
 * Names of the properties of a delivered message that the adapter has put there.
 *
 * <p>{@link #TRANSACTION} and {@link #ORDINAL} together name a message for ever, on every message
 * that was sent through the adapter, in a transaction or outside any. A consumer that enters them
 * into a table in its own transaction has its effect once, however often the message is delivered.
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
