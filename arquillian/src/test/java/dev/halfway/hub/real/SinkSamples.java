package dev.halfway.hub.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.benchmark.LineChart;
import dev.halfway.hub.HubClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How far the sinks have come, looked at again and again since it was made. */
final class SinkSamples {

  private record Sample(double seconds, JsonNode sinks) {
    long of(String sink, String field) {
      for (JsonNode one : sinks) {
        if (one.get("name").asText().equals(sink)) {
          return one.get(field).asLong();
        }
      }
      throw new AssertionError("no sink " + sink);
    }
  }

  private final HubClient hub;
  private final long start = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();

  SinkSamples(HubClient hub) {
    this.hub = hub;
    look();
  }

  /** Looks once more, and says how many seconds after the first time. */
  double look() {
    double seconds = samples.isEmpty() ? 0 : (System.nanoTime() - start) / 1e9;
    samples.add(new Sample(seconds, hub.client().get("api/hub/sinks").json()));
    return seconds;
  }

  private long delivered(String sink, Sample sample) {
    return sample.of(sink, "delivered") - samples.get(0).of(sink, "delivered");
  }

  /** Whether each of them had delivered so many when it was last looked at. */
  boolean reach(Collection<String> sinks, long events) {
    Sample last = samples.get(samples.size() - 1);
    return sinks.stream().allMatch(sink -> delivered(sink, last) >= events);
  }

  /** When a sink had delivered so many. */
  double secondsTo(String sink, long events) {
    return samples.stream()
        .filter(sample -> delivered(sink, sample) >= events)
        .findFirst()
        .orElseThrow()
        .seconds();
  }

  /** Chunks that waited for a sink, at most. */
  long mostLag(String sink) {
    return samples.stream().mapToLong(sample -> sample.of(sink, "lag")).max().orElseThrow();
  }

  /** Leaves a picture of it. */
  void draw(Collection<String> sinks) throws IOException {
    LineChart chart =
        new LineChart("What each system has of the events", "seconds", "thousands of events");
    List<Double> times = samples.stream().map(Sample::seconds).toList();
    sinks.forEach(
        sink ->
            chart.line(
                sink,
                times,
                samples.stream().map(sample -> delivered(sink, sample) / 1e3).toList()));
    chart.save("hub");
  }
}
