package dev.halfway.transaction;

import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;

/**
 * What the adapter is doing, as metrics. By the registry's own methods: WildFly's registry drops
 * what a builder registers.
 */
@Dependent
class HalfMessageMetrics {

  private static final String PREFIX = "halfway.half.";
  private static final double MILLIS = 1000;

  @Inject private MeterRegistry registry;

  /** Registers them; they vanish when nobody else holds the argument any more. */
  void observe(HalfTransactions halves) {
    gauge(halves, "ready", status -> status.ready() ? 1 : 0);
    gauge(halves, "pending", RelayStatus::pending);
    gauge(halves, "lag.seconds", status -> status.lag().toMillis() / MILLIS);
    gauge(halves, "alarms", status -> status.alarms().size());
    count(halves, "prepared", RelayStatus::half);
    count(halves, "forwarded", RelayStatus::forwarded);
    count(halves, "swallowed", RelayStatus::swallowed);
    count(halves, "checked", RelayStatus::checked);
    count(halves, "set.aside", RelayStatus::setAside);
    count(halves, "parked", RelayStatus::parked);
  }

  private void gauge(HalfTransactions halves, String name, ToDoubleFunction<RelayStatus> value) {
    registry.gauge(
        PREFIX + name, Tags.empty(), halves, asked -> value.applyAsDouble(asked.status()));
  }

  private void count(HalfTransactions halves, String name, ToDoubleFunction<RelayStatus> value) {
    registry
        .more()
        .counter(PREFIX + name, Tags.empty(), halves, asked -> value.applyAsDouble(asked.status()));
  }
}
