package dev.halfway.ra.protocol;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Destinations that recently took nothing: gone, denied, full. While one is suspended its messages
 * are set aside untried, so that it stops no others. That takes two refused messages: one may be at
 * fault itself, and then the others must not pay for it. Thread-safe: shared by the relays of one
 * node.
 */
public final class Destinations {

  /**
   * What is held against a destination.
   *
   * @param until when it may be tried again, by the monotonic clock
   * @param times how often it was suspended in a row
   * @param message that it refused last; null when no message was to blame
   */
  private record Refusals(long until, int times, @Nullable String message, String cause) {}

  private final Map<String, Refusals> refused = new ConcurrentHashMap<>();
  private final ExponentialBackoff backoff;
  private final Clock clock;

  public Destinations(ExponentialBackoff backoff, Clock clock) {
    this.backoff = backoff;
    this.clock = clock;
  }

  /** It takes nothing, whatever the message: suspends it. */
  public void failed(String destination, String cause) {
    long now = clock.monotonic();
    forgetOld(now);
    refused.compute(destination, (name, before) -> suspended(before, null, cause, now));
  }

  /** It did not take this message: suspends it unless that may be the fault of the message. */
  public void refused(String destination, String message, String cause) {
    long now = clock.monotonic();
    forgetOld(now);
    refused.compute(
        destination,
        (name, before) ->
            before == null
                ? new Refusals(now, 0, message, cause)
                : message.equals(before.message())
                    ? new Refusals(before.until(), before.times(), message, cause)
                    : suspended(before, message, cause, now));
  }

  private Refusals suspended(
      @Nullable Refusals before, @Nullable String message, String cause, long now) {
    int times = before == null ? 0 : before.times();
    return new Refusals(now + backoff.after(times), times + 1, message, cause);
  }

  /** It took one. */
  public void accepted(String destination) {
    if (!refused.isEmpty()) {
      refused.remove(destination);
    }
  }

  /** Takes nothing for so many more milliseconds. */
  public record Suspension(String cause, long remaining) {}

  /** Why it is not to be tried now; null when it may be. */
  public @Nullable Suspension suspension(String destination) {
    Refusals refusals = refused.get(destination);
    long remaining = refusals == null ? 0 : refusals.until() - clock.monotonic();
    return refusals == null || remaining <= 0 ? null : new Suspension(refusals.cause(), remaining);
  }

  /** What is suspended, or was until a while ago and has taken nothing since, with the cause. */
  public Map<String, String> all() {
    long now = clock.monotonic();
    Map<String, String> causes = new TreeMap<>();
    refused.forEach(
        (name, refusals) -> {
          if (refusals.times() > 0 && !isOld(refusals, now)) {
            causes.put(name, refusals.cause());
          }
        });
    return causes;
  }

  /** No message has gone there since: it may be a temporary queue that will never be seen again. */
  private void forgetOld(long now) {
    refused.values().removeIf(refusals -> isOld(refusals, now));
  }

  private boolean isOld(Refusals refusals, long now) {
    return now - refusals.until() > 2 * backoff.max();
  }
}
