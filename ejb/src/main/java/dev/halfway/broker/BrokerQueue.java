package dev.halfway.broker;

import jakarta.json.JsonObject;

/**
 * A queue as the broker lists it.
 *
 * @param name what the application calls it
 * @param resource what the broker calls it when it is asked about it
 * @param depth messages in it, scheduled and in delivery included
 * @param inDelivery handed to a consumer and not yet acknowledged
 * @param scheduled waiting for their delivery time, or for their next attempt
 * @param paused whether it keeps from its consumers what it has
 * @param added messages that have arrived since the broker's start
 * @param acknowledged messages that have been consumed since the broker's start
 */
public record BrokerQueue(
    String name,
    String resource,
    long depth,
    long consumers,
    long inDelivery,
    long scheduled,
    boolean paused,
    long added,
    long acknowledged) {

  /** What the server puts before the names of its own queues; nobody else has to know. */
  private static final String PREFIX = "jms.queue.";

  /** From an entry of the broker's list, which has its numbers as text. */
  static BrokerQueue of(JsonObject entry) {
    String name = entry.getString("name");
    return new BrokerQueue(
        nameOf(name),
        "queue." + name,
        number(entry, "messageCount"),
        number(entry, "consumerCount"),
        number(entry, "deliveringCount"),
        number(entry, "scheduledCount"),
        Boolean.parseBoolean(entry.getString("paused")),
        number(entry, "messagesAdded"),
        number(entry, "messagesAcked"));
  }

  /** What the application calls a queue that the broker calls so. */
  public static String nameOf(String brokersName) {
    return brokersName.startsWith(PREFIX) ? brokersName.substring(PREFIX.length()) : brokersName;
  }

  private static long number(JsonObject entry, String field) {
    return Long.parseLong(entry.getString(field));
  }
}
