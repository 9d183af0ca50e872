package dev.halfway.ra.broker;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one setting of the broker must be for the adapter's queues.
 *
 * @param setting its name, as operators write it
 * @param json its name in what the broker tells
 * @param assumed what it is when the broker does not tell
 * @param reason what would happen otherwise
 */
record QueueRule(String setting, String json, String assumed, List<String> wanted, String reason) {

  private static final Pattern HYPHENATED = Pattern.compile("-(.)");

  private static final String UNTOLD = "unknown";

  /** What an address has, and queues on it that are still to be made. */
  static final List<QueueRule> OF_ADDRESS =
      List.of(
          of("max-delivery-attempts", "10", "-1", Reason.DEAD_LETTER),
          of("redelivery-delay", "0", "0", "what is redelivered would be overtaken"),
          of("expiry-delay", "-1", "-1", Reason.EXPIRE),
          of("min-expiry-delay", "-1", "-1", Reason.EXPIRE),
          of("max-expiry-delay", "-1", "-1", Reason.EXPIRE),
          new QueueRule(
              "address-full-policy",
              "addressFullMessagePolicy",
              "PAGE",
              List.of("PAGE"),
              "when full it would block callers, or lose messages"),
          of("page-limit-bytes", "-1", "-1", Reason.FULL),
          of("page-limit-messages", "-1", "-1", Reason.FULL),
          new QueueRule(
              "disk-full-policy",
              "diskFullMessagePolicy",
              "BLOCK",
              List.of("BLOCK", "FAIL"),
              "messages would be lost when the disk is full"),
          of("default-last-value-queue", "false", "false", Reason.REPLACE),
          of("default-last-value-key", "", "", Reason.REPLACE),
          of("default-ring-size", "-1", "-1", Reason.RING),
          of("default-purge-on-no-consumers", "false", "false", Reason.PURGE),
          of("default-non-destructive", "false", "false", "what was forwarded would come again"),
          of("default-exclusive-queue", "false", "false", Reason.EXCLUSIVE),
          of("default-max-consumers", "-1", "-1", Reason.CONSUMERS),
          of("default-consumers-before-dispatch", "0", "0", Reason.DISPATCH),
          of("auto-delete-queues", "true", "false", Reason.DELETE),
          of("auto-delete-created-queues", "false", "false", Reason.DELETE),
          of("config-delete-queues", "OFF", "OFF", Reason.UNDEPLOY),
          of("config-delete-addresses", "OFF", "OFF", Reason.UNDEPLOY),
          of("redistribution-delay", "-1", "-1", "messages would move to another broker"),
          of("retroactive-message-count", "0", "0", "messages would be kept, and come again"),
          of("slow-consumer-policy", "NOTIFY", "NOTIFY", "the relay would be disconnected"));

  /** What a queue has. The broker tells all of it. */
  static final List<QueueRule> OF_QUEUE =
      List.of(
          of("durable", UNTOLD, "true", "messages would be lost when the broker stops"),
          of("temporary", UNTOLD, "false", Reason.DELETE),
          of("auto-delete", UNTOLD, "false", Reason.DELETE),
          of("routing-type", UNTOLD, "ANYCAST", "messages would not come into it"),
          of("filter", UNTOLD, "", "messages would not come into it"),
          of("enabled", UNTOLD, "true", "messages would not come into it"),
          of("paused", UNTOLD, "false", "nothing would be forwarded"),
          of("last-value", UNTOLD, "false", Reason.REPLACE),
          of("ring-size", UNTOLD, "-1", Reason.RING),
          of("purge-on-no-consumers", UNTOLD, "false", Reason.PURGE),
          of("exclusive", UNTOLD, "false", Reason.EXCLUSIVE),
          of("max-consumers", UNTOLD, "-1", Reason.CONSUMERS),
          of("consumers-before-dispatch", UNTOLD, "0", Reason.DISPATCH));

  /** What is said of more than one setting. */
  private static final class Reason {
    static final String DEAD_LETTER = "half messages would become dead letters";
    static final String EXPIRE = "half messages would expire";
    static final String FULL = "when full it would refuse or lose messages";
    static final String REPLACE = "one message would replace another";
    static final String RING = "the oldest messages would be lost";
    static final String PURGE = "messages would be lost while nobody consumes";
    static final String EXCLUSIVE = "only one consumer would get messages";
    static final String CONSUMERS = "relays and operators would be refused";
    static final String DISPATCH = "a single relay would get nothing";
    static final String DELETE = "the broker would delete the queue, with messages on their way";
    static final String UNDEPLOY = "a new configuration of the broker would delete the queue";

    private Reason() {}
  }

  /** What is wrong, if anything: setting, value found, value wanted, and why. */
  Optional<String> violation(JsonObject told) {
    String found = found(told);
    return wanted.contains(found)
        ? Optional.empty()
        : Optional.of("%s is %s, %s is wanted: %s".formatted(setting, found, values(), reason));
  }

  /** The values that are right, as operators write them. */
  String values() {
    return wanted.stream()
        .map(value -> value.isEmpty() ? "none" : value)
        .collect(Collectors.joining(" or "));
  }

  private String found(JsonObject told) {
    JsonValue value = told.getOrDefault(json, JsonValue.NULL);
    if (value instanceof JsonString text) {
      return text.getString();
    }
    return value == JsonValue.NULL ? assumed : value.toString();
  }

  private static QueueRule of(String setting, String assumed, String wanted, String reason) {
    return new QueueRule(setting, camelCase(setting), assumed, List.of(wanted), reason);
  }

  private static String camelCase(String setting) {
    return HYPHENATED.matcher(setting).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }
}
