package dev.halfway.ra;

import dev.halfway.ra.binding.NodeSettings;
import dev.halfway.ra.binding.StoreSettings;
import dev.halfway.ra.broker.BrokerSettings;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.marker.MarkerConfiguration;
import dev.halfway.ra.marker.SchemaManagement;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.Lanes;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.relay.RelaySettings;
import dev.halfway.ra.runtime.Intervals;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@link HalfMessageResourceAdapter}, checked: every complaint names the property. */
public record AdapterConfiguration(
    NodeSettings node,
    QueueNames queues,
    BrokerSettings broker,
    StoreSettings store,
    RelaySettings relay,
    Intervals intervals) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_.:$/-]{1,200}");
  private static final Duration MARKER_DEADLINE = Duration.ofHours(24);
  private static final long ASK_TIMEOUT_MILLIS = 2_000;

  /** A server that stops or reloads stops the broker before the adapter. */
  private static final long PASSING_MILLIS = 3_000;

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  static AdapterConfiguration of(HalfMessageResourceAdapter from) {
    return new AdapterConfiguration(
        node(from), queues(from), broker(from), store(from), relay(from), intervals(from));
  }

  private static NodeSettings node(HalfMessageResourceAdapter from) {
    return new NodeSettings(
        named("node", from.getNode(), NAME),
        within("heartbeat", from.getHeartbeat(), 100, 600_000),
        within("takeoverAfter", from.getTakeoverAfter(), 3 * from.getHeartbeat(), 24 * HOUR));
  }

  private static QueueNames queues(HalfMessageResourceAdapter from) {
    Lanes lanes =
        new Lanes(
            named("halfQueue", from.getHalfQueue(), QUEUE),
            within("lanes", from.getLanes(), 1, 64));
    Set<String> taken = new HashSet<>(lanes.queues());
    taken.add(lanes.waiting());
    return new QueueNames(
        lanes,
        another("parkedQueue", from.getParkedQueue(), taken),
        another("controlQueue", from.getControlQueue(), taken));
  }

  private static BrokerSettings broker(HalfMessageResourceAdapter from) {
    String user = blankIsNone(from.getUserName());
    if (user == null && blankIsNone(from.getPassword()) != null) {
      throw new IllegalArgumentException("userName: is missing, although there is a password");
    }
    return new BrokerSettings(
        filled("connectionFactory", from.getConnectionFactory()),
        user,
        from.getPassword(),
        blankIsNone(from.getManagementQueue()),
        within("sendTimeout", from.getSendTimeout(), 1_000, 600_000));
  }

  private static StoreSettings store(HalfMessageResourceAdapter from) {
    return new StoreSettings(
        blankIsNone(from.getDataSource()),
        blankIsNone(from.getRelayDataSource()),
        owner(from),
        markers(from));
  }

  private static RelaySettings relay(HalfMessageResourceAdapter from) {
    return new RelaySettings(
        policy(from),
        within("linger", from.getLinger(), 0, 1_000),
        within("checkTimeout", from.getCheckTimeout(), 1_000, 600_000),
        within("maxPending", from.getMaxPending(), 1, 10_000_000),
        Duration.ofMillis(
            within("backPressureTimeout", from.getBackPressureTimeout(), 0, 600_000)));
  }

  private static Intervals intervals(HalfMessageResourceAdapter from) {
    return new Intervals(
        MINUTE, HOUR, Math.max(10 * MINUTE, 10 * from.getTakeoverAfter()), MINUTE, PASSING_MILLIS);
  }

  /** Two groups that only share a name must not settle each other's messages. */
  private static @Nullable String owner(HalfMessageResourceAdapter from) {
    String owner = blankIsNone(from.getOwner());
    boolean hasStore = blankIsNone(from.getDataSource()) != null;
    if (hasStore && owner != null) {
      throw new IllegalArgumentException("owner: there is a dataSource, whose store is the owner");
    }
    if (!hasStore && owner == null) {
      throw new IllegalArgumentException(
          "owner: is missing; without a dataSource the application needs a name that no other one"
              + " has at the broker");
    }
    return owner == null ? null : named("owner", owner, NAME);
  }

  private static MarkerConfiguration markers(HalfMessageResourceAdapter from) {
    int queryTimeout = within("queryTimeout", from.getQueryTimeout(), 1, 3_600);
    return new MarkerConfiguration(
        named("store", from.getStore(), NAME),
        schema(from.getSchema()),
        buckets(from),
        within(
            "lockTimeout", from.getLockTimeout(), 1, Math.min(60_000, queryTimeout * 1_000L - 1)),
        queryTimeout,
        MARKER_DEADLINE);
  }

  private static Policy policy(HalfMessageResourceAdapter from) {
    long interval = within("checkInterval", from.getCheckInterval(), 1, HOUR);
    return new Policy(
        within("immunity", from.getImmunity(), 0, HOUR),
        new ExponentialBackoff(
            interval, within("checkIntervalMax", from.getCheckIntervalMax(), interval, 24 * HOUR)),
        within("maxChecks", from.getMaxChecks(), 1, 1_000),
        new Policy.Round(
            within("batchSize", from.getBatchSize(), 1, 10_000),
            within("hintTimeout", from.getHintTimeout(), 0, 60_000),
            ASK_TIMEOUT_MILLIS),
        buckets(from));
  }

  private static Buckets buckets(HalfMessageResourceAdapter from) {
    return new Buckets(within("bucketDays", from.getBucketDays(), 1, 3650));
  }

  private static SchemaManagement schema(String name) {
    return Arrays.stream(SchemaManagement.values())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("schema: CREATE or VALIDATE, not '" + name + "'"));
  }

  private static int within(String property, int value, int min, int max) {
    return (int) within(property, (long) value, min, max);
  }

  private static long within(String property, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(property + ": " + min + " to " + max + ", not " + value);
    }
    return value;
  }

  private static String named(String property, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          property + ": has to match " + pattern + ", not '" + value + "'");
    }
    return value;
  }

  /** No queue may serve two purposes: each reader takes all messages for its own. */
  private static String another(String property, String value, Set<String> taken) {
    if (!taken.add(named(property, value, QUEUE))) {
      throw new IllegalArgumentException(
          property + ": '" + value + "' serves another purpose already");
    }
    return value;
  }

  private static String filled(String property, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(property + ": must not be empty");
    }
    return value;
  }

  private static @Nullable String blankIsNone(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
