package dev.halfway.ra.broker;

import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages of one queue that can be neither settled nor set aside, because the broker takes them
 * nowhere. They stay, and are taken no more for a growing while, so that one of them stops no
 * other; an alarm is raised. For one thread.
 */
final class LeftMessages {

  /** A selector must not grow without end; if there are more, it is not the messages. */
  private static final int MAX = 100;

  private final String queue;
  private final ExponentialBackoff backoff;
  private final Clock clock;
  private final Alarms alarms;
  private final Map<String, One> left = new LinkedHashMap<>();
  private Set<String> excluded = Set.of();

  private record One(long until, int times) {}

  LeftMessages(String queue, ExponentialBackoff backoff, AdapterRuntime runtime) {
    this.queue = queue;
    this.backoff = backoff;
    this.clock = runtime.clock();
    this.alarms = runtime.alarms();
  }

  /** Leaves a message, by its {@code JMSMessageID}. False if there are too many. */
  boolean add(String id, String cause) {
    One before = left.get(id);
    if (before == null && left.size() >= MAX) {
      return false;
    }
    int times = before == null ? 0 : before.times();
    left.put(id, new One(clock.monotonic() + backoff.after(times), times + 1));
    alarms.raise(
        subject(),
        left.size() + " can be neither settled nor set aside, and are tried again: " + cause);
    return true;
  }

  /** They went where they had to. */
  void settled(Collection<String> ids) {
    int before = left.size();
    // One by one: the collection may compare by identity.
    ids.forEach(left::remove);
    if (before > 0 && left.isEmpty()) {
      alarms.clear(subject());
    }
  }

  private String subject() {
    return "messages left in " + queue;
  }

  /** Whether others are to be taken now than when {@link #selector} was asked last. */
  boolean haveChanged() {
    return !excluded().equals(excluded);
  }

  /** Selects what is to be taken now. */
  public String selector(String mine) {
    excluded = excluded();
    return excluded.isEmpty()
        ? mine
        : "(%s) AND (JMSMessageID IS NULL OR JMSMessageID NOT IN (%s))"
            .formatted(
                mine,
                excluded.stream()
                    .map(id -> "'" + id.replace("'", "''") + "'")
                    .collect(Collectors.joining(", ")));
  }

  private Set<String> excluded() {
    if (left.isEmpty()) {
      return Set.of();
    }
    long now = clock.monotonic();
    return left.entrySet().stream()
        .filter(one -> one.getValue().until() > now)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
