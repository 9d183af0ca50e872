package dev.halfway.decoupling;

import dev.halfway.decoupling.link.LinkCounters;
import dev.halfway.decoupling.link.LinkStatus;
import dev.halfway.decoupling.link.SmsCentreLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.ToLongFunction;

/**
 * The link to the SMS centre as metrics. By the registry's own methods: WildFly's registry drops
 * what a builder registers.
 */
@Dependent
class SmsMetrics {

  private static final String PREFIX = "halfway.decoupling.sms.";

  @Inject private MeterRegistry registry;

  void observe(SmsCentreLink link) {
    count(link, "submitted", LinkCounters::submitted);
    count(link, "refused", LinkCounters::refused);
    count(link, "throttled", LinkCounters::throttled);
    count(link, "unknown", LinkCounters::unknown);
    count(link, "reconnects", LinkCounters::reconnects);
    count(link, "receipts", LinkCounters::receipts);
    registry.gauge(PREFIX + "bound", Tags.empty(), link, SmsMetrics::bound);
  }

  private void count(SmsCentreLink link, String name, ToLongFunction<LinkCounters> counter) {
    registry
        .more()
        .counter(PREFIX + name, Tags.empty(), link, it -> counter.applyAsLong(it.counters()));
  }

  private static double bound(SmsCentreLink link) {
    return link.status().state() == LinkStatus.State.BOUND ? 1 : 0;
  }
}
