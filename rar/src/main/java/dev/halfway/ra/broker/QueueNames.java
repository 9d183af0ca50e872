package dev.halfway.ra.broker;

import dev.halfway.ra.protocol.Lanes;
import java.util.ArrayList;
import java.util.List;

/**
 * The adapter's queues: of this node its lanes and its waiting queue; of all nodes one for what
 * waits for an operator, and one that binds the broker to its marker store or has the signs of
 * life.
 */
public record QueueNames(Lanes lanes, String parked, String control) {

  public String waiting() {
    return lanes.waiting();
  }

  /** Half and waiting queues of this node. */
  public List<String> own() {
    List<String> own = new ArrayList<>(lanes.queues());
    own.add(waiting());
    return own;
  }
}
