package dev.halfway.hub;

import dev.halfway.broker.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Events per second that each sink has written in the last ten seconds. Thread-safe. */
@ApplicationScoped
class SinkRates {

  private static final Duration SPAN = Duration.ofSeconds(10);

  private record Sample(long nanos, Map<String, Long> delivered) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** So many were written up to now, by sink. */
  synchronized void sample(Map<String, Long> delivered, long nanos) {
    samples.addLast(new Sample(nanos, delivered));
    while (nanos - samples.getFirst().nanos() > SPAN.toNanos()) {
      samples.removeFirst();
    }
  }

  synchronized double of(String sink) {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long events =
        last.delivered().getOrDefault(sink, 0L) - first.delivered().getOrDefault(sink, 0L);
    return Figures.rounded(events * 1e9 / (last.nanos() - first.nanos()));
  }
}
