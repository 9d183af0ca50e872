package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.testing.Injected;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HalfMessageMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Halves halves = new Halves();

  @Test
  void everyFigureIsAMetricAndFollowsTheAdapter() {
    HalfMessageMetrics metrics = new HalfMessageMetrics();
    Injected.into(metrics, "registry", registry);
    metrics.observe(halves);

    assertThat(values())
        .isEqualTo(
            Map.of(
                "halfway.half.ready", 1.0,
                "halfway.half.pending", 1.0,
                "halfway.half.lag.seconds", 2.5,
                "halfway.half.prepared", 3.0,
                "halfway.half.forwarded", 4.0,
                "halfway.half.swallowed", 5.0,
                "halfway.half.checked", 6.0,
                "halfway.half.set.aside", 7.0,
                "halfway.half.parked", 8.0,
                "halfway.half.alarms", 0.0));

    halves.status = Halves.status(false, List.of("one", "two"));
    assertThat(values()).containsEntry("halfway.half.ready", 0.0);
    assertThat(values()).containsEntry("halfway.half.alarms", 2.0);
  }

  private Map<String, Double> values() {
    return registry.getMeters().stream()
        .collect(
            Collectors.toMap(
                meter -> meter.getId().getName(), HalfMessageMetricsTest::onlyValueOf));
  }

  private static double onlyValueOf(Meter meter) {
    return meter.measure().iterator().next().getValue();
  }
}
