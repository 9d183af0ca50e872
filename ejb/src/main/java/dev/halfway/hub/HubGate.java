package dev.halfway.hub;

import dev.halfway.disk.DiskSpace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets events in, unless there is no sink's subscription yet, too much waits, or the disk is full.
 * Thread-safe.
 */
@ApplicationScoped
class HubGate {

  @Inject private HubConfiguration configuration;
  @Inject private DiskSpace disk;

  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> depths = new ConcurrentHashMap<>();
  private final AtomicLong sinceLook = new AtomicLong();

  /** A sink has no subscription yet: what is sent now it would never get. */
  void missing(String sink) {
    missing.add(sink);
  }

  /** A sink has its subscription. */
  void subscribed(String sink) {
    missing.remove(sink);
  }

  /** Whether every sink has its subscription, and there is space. */
  boolean isReady() {
    return missing.isEmpty() && !disk.isLow();
  }

  /** So many chunks wait for sinks; those that are not named have none. */
  void seen(Map<String, Long> waiting) {
    sinceLook.set(0);
    depths.keySet().retainAll(waiting.keySet());
    depths.putAll(waiting);
  }

  /**
   * Lets chunks in.
   *
   * @throws Backlogged when too many wait
   * @throws JMSRuntimeException when a sink would not get them
   * @throws dev.halfway.disk.DiskFull when there is no space for them
   */
  void enter(int chunks) throws Backlogged {
    disk.require();
    if (!missing.isEmpty()) {
      throw new JMSRuntimeException("not subscribed yet: " + missing);
    }
    Optional<Map.Entry<String, Long>> slowest =
        depths.entrySet().stream().max(Map.Entry.comparingByValue());
    if (slowest.isPresent()) {
      long waiting = slowest.get().getValue() + sinceLook.get();
      if (waiting >= configuration.maxBacklog()) {
        throw new Backlogged(slowest.get().getKey(), waiting);
      }
    }
    sinceLook.addAndGet(chunks);
  }
}
