package dev.halfway.ra;

import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.HalfQueues;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.operator.Inspection;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.relay.MarkerRetention;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.Intervals;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;

/**
 * What is done from time to time: looking for what an operator has to look at, and dropping markers
 * that nobody needs any more. If it cannot be done, an alarm is raised; messages can still be sent.
 * One thread uses it.
 */
final class Maintenance {

  private static final String INSPECTION = "inspection";
  private static final String RETENTION = "retention";

  private final Store store;
  private final Intervals intervals;
  private final Inspection inspection;
  private final MarkerRetention retention;
  private final Clock clock;
  private final Alarms alarms;
  private long inspectedAt;
  private long retainedAt;

  Maintenance(Store store, HalfQueues queues, Buckets buckets, Intervals intervals) {
    this.store = store;
    this.intervals = intervals;
    this.clock = queues.runtime().clock();
    this.alarms = queues.runtime().alarms();
    String parked = queues.names().parked();
    this.inspection = new Inspection(queues.broker(), parked, alarms);
    this.retention = new MarkerRetention(queues.broker(), parked, buckets);
    this.inspectedAt = clock.monotonic() - intervals.inspection();
    this.retainedAt = clock.monotonic() - intervals.retention();
  }

  /** One round over every half and waiting queue of every node. */
  void doWhatIsDue(List<String> queues) {
    if (clock.monotonic() - inspectedAt >= intervals.inspection()) {
      inspect(queues);
    }
    if (clock.monotonic() - retainedAt >= intervals.retention()) {
      retain(queues);
    }
  }

  private void inspect(List<String> queues) {
    try {
      inspection.inspect(store.ownership(), queues);
      inspectedAt = clock.monotonic();
      alarms.clear(INSPECTION);
    } catch (JMSException e) {
      alarms.raise(INSPECTION, String.valueOf(e.getMessage()));
    }
  }

  private void retain(List<String> queues) {
    try {
      Optional<MarkerTables> tables = store.tables();
      if (tables.isPresent()) {
        retention.keep(tables.get(), queues, store.ownership());
      }
      retainedAt = clock.monotonic();
      alarms.clear(RETENTION);
    } catch (Unavailable | JMSException e) {
      alarms.raise(RETENTION, String.valueOf(e.getMessage()));
    }
  }
}
