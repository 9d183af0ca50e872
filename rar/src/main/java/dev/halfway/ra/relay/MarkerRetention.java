package dev.halfway.ra.relay;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.JMSException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the tables of markers to come, and drops those that no half message needs any more.
 *
 * <p>A message that a relay has in its hands, or was sent in advance, is not seen. So a table is
 * dropped only if no message needed it in two rounds. One that is not seen even then is not lost:
 * its relay finds the bucket gone and parks it.
 */
public final class MarkerRetention {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private final BrokerConnector broker;
  private final String parkedQueue;
  private final Buckets buckets;

  /** Buckets that nothing needed in the last round. */
  private final Set<Integer> free = new HashSet<>();

  public MarkerRetention(BrokerConnector broker, String parkedQueue, Buckets buckets) {
    this.broker = broker;
    this.parkedQueue = parkedQueue;
    this.buckets = buckets;
  }

  /**
   * One round. One thread uses it.
   *
   * @param queues every half and waiting queue of every node
   * @param ownership which of their messages need markers of this store
   */
  public void keep(MarkerTables tables, List<String> queues, Ownership ownership)
      throws Unavailable, JMSException {
    long now = tables.now();
    tables.ensure(now);
    List<Integer> over =
        tables.existing().stream().filter(bucket -> buckets.over(bucket, now)).sorted().toList();
    if (over.isEmpty()) {
      return;
    }
    try (Browsing browsing = new Browsing(broker, parkedQueue)) {
      for (int bucket : over) {
        for (String queue : queues) {
          if (browsing.count(queue, ownership.inOwnQueuesUpTo(bucket), 1) > 0) {
            LOG.log(
                Level.INFO, "the markers of bucket {0} are kept: {1} needs them", bucket, queue);
            // And so are all that are younger.
            free.removeIf(one -> one >= bucket);
            return;
          }
        }
        if (!free.add(bucket) && tables.drop(bucket)) {
          LOG.log(Level.INFO, "the markers of bucket {0} were dropped", bucket);
        }
      }
    }
  }
}
