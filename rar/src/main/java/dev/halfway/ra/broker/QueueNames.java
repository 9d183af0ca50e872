package dev.halfway.ra.broker;

import dev.halfway.ra.protocol.Lanes;
import java.util.ArrayList;
import java.util.List;

/**
 * The adapter's queues.
 *
 * @param lanes of this node, with its waiting queue
 * @param parked what waits for an operator; shared by all nodes
 * @param control binds the broker to its marker store, or has the nodes' signs of life; shared by
 *     all nodes
 */
public record QueueNames(Lanes lanes, String parked, String control) {

  /** The waiting queue of this node. */
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
