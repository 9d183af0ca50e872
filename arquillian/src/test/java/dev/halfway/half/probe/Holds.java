package dev.halfway.half.probe;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The transactions that wait to be released. */
@ApplicationScoped
class Holds {

  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  /** Waits until it is released. */
  void hold(String id) {
    CountDownLatch release = held.computeIfAbsent(id, key -> new CountDownLatch(1));
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      held.remove(id);
    }
  }

  void release(String id) {
    CountDownLatch release = held.get(id);
    if (release == null) {
      throw new IllegalStateException("not held: " + id);
    }
    release.countDown();
  }

  Set<String> ids() {
    return Set.copyOf(held.keySet());
  }
}
