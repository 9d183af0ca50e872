package dev.halfway.ra;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.marker.MarkerStoreException;
import dev.halfway.ra.operator.Inspection;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.relay.MarkerRetention;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.NotReady;
import dev.halfway.ra.runtime.RelayConfiguration;
import dev.halfway.ra.runtime.RelayConfiguration.Intervals;
import jakarta.jms.JMSException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done now and then: looking for what an operator has to look at, and forgetting markers
 * that nobody needs any more. That it cannot be done keeps nobody from sending. One thread uses it.
 */
final class Chores {

  private static final String INSPECTION = "inspection";
  private static final String RETENTION = "retention";

  private final RelayConfiguration configuration;
  private final BrokerConnector broker;
  private final Alarms alarms;
  private final Clock clock;
  private final Inspection inspection;
  private final Set<Integer> free = new HashSet<>();
  private long inspectedAt;
  private long retainedAt;

  Chores(RelayConfiguration configuration, BrokerConnector broker, Alarms alarms, Clock clock) {
    this.configuration = configuration;
    this.broker = broker;
    this.alarms = alarms;
    this.clock = clock;
    this.inspection = new Inspection(broker, alarms);
    Intervals intervals = configuration.intervals();
    this.inspectedAt = clock.monotonic() - intervals.inspection();
    this.retainedAt = clock.monotonic() - intervals.retention();
  }

  /**
   * One round.
   *
   * @param queues every half and waiting queue of every node
   */
  void doWhatIsDue(@Nullable Store store, Ownership ownership, List<String> queues)
      throws NotReady {
    Intervals intervals = configuration.intervals();
    if (clock.monotonic() - inspectedAt >= intervals.inspection()) {
      inspect(ownership, queues);
    }
    if (store != null && clock.monotonic() - retainedAt >= intervals.retention()) {
      retain(store, ownership, queues);
    }
  }

  private void inspect(Ownership ownership, List<String> queues) {
    try {
      inspection.inspect(ownership, queues, configuration.parkedQueue());
      inspectedAt = clock.monotonic();
      alarms.clear(INSPECTION);
    } catch (JMSException e) {
      alarms.raise(INSPECTION, String.valueOf(e.getMessage()));
    }
  }

  private void retain(Store store, Ownership ownership, List<String> queues) throws NotReady {
    MarkerRetention retention =
        new MarkerRetention(
            store.tables(),
            configuration.policy().buckets(),
            broker,
            configuration.parkedQueue(),
            free);
    try {
      retention.keep(queues, ownership);
      retainedAt = clock.monotonic();
      alarms.clear(RETENTION);
    } catch (MarkerStoreException | JMSException e) {
      alarms.raise(RETENTION, String.valueOf(e.getMessage()));
    }
  }
}
