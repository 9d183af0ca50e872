package dev.halfway.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Where events come in. */
@ApplicationScoped
public class Hub {

  @Inject private HubGate gate;
  @Inject private EventCollector collector;

  /**
   * Whether events can come in: not while this node's sinks have not subscribed, nor while the disk
   * is full.
   */
  public boolean isReady() {
    return gate.isReady();
  }

  /**
   * Takes the events of a request in.
   *
   * @throws Backlogged when too much waits for a sink
   * @throws dev.halfway.disk.DiskFull when there is no space for them
   * @throws jakarta.jms.JMSRuntimeException while this node's sinks have not subscribed
   */
  public EventIntake open() throws Backlogged {
    gate.enter(0);
    return new EventIntake(gate, collector);
  }
}
