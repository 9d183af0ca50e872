package dev.halfway.ra.operator;

import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.runtime.Alarms;
import jakarta.jms.JMSException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Raises alarms for what an operator has to look at in the queues. One thread uses it. */
public final class Inspection {

  private static final int MAX = 1_000;

  private final BrokerConnector broker;
  private final String parkedQueue;
  private final Alarms alarms;
  private Set<String> raised = Set.of();

  public Inspection(BrokerConnector broker, String parkedQueue, Alarms alarms) {
    this.broker = broker;
    this.parkedQueue = parkedQueue;
    this.alarms = alarms;
  }

  /** One round over half and waiting queues. */
  public void inspect(Ownership ownership, List<String> queues) throws JMSException {
    Set<String> now = new HashSet<>();
    try (Browsing browsing = new Browsing(broker, parkedQueue)) {
      report(
          "parked messages",
          browsing.count(parkedQueue, ownership.inSharedQueues(), MAX),
          parkedQueue,
          now);
      report(
          "parked messages without an owner (see the manual, upgrading)",
          browsing.count(parkedQueue, Ownership.ownerless(), MAX),
          parkedQueue,
          now);
      for (String queue : queues) {
        report(
            "messages of another application in " + queue,
            browsing.count(queue, ownership.foreignInOwnQueues(), MAX),
            queue,
            now);
      }
    }
    raised.stream().filter(subject -> !now.contains(subject)).forEach(alarms::clear);
    raised = now;
  }

  private void report(String subject, int count, String queue, Set<String> now) {
    if (count > 0) {
      alarms.raise(subject, (count < MAX ? "" : "at least ") + count + " in " + queue);
      now.add(subject);
    }
  }
}
