package dev.halfway.ra.binding;

import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import java.util.Collection;
import java.util.List;

/**
 * Which node relays which queue, as far as the nodes of an application have said so. Only good for
 * sharing out the work: relaying a queue twice at once is harmless. One thread uses it.
 */
public interface NodeRegistry {

  /** Says that this node relays these queues of its own; whoever took one over has to leave it. */
  void heartbeat(Collection<String> queues) throws Unavailable;

  List<Registered> registered() throws Unavailable;

  /**
   * Says that this node relays a queue instead of its owner, or goes on doing so. False if its
   * owner has been heard of lately, or another node does.
   */
  boolean take(String queue) throws Unavailable;

  /** Forgets a queue, unless its owner has been heard of lately. */
  void forget(String queue) throws Unavailable;
}
