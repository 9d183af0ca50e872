package dev.halfway.ra.outbound;

import dev.halfway.ra.protocol.Envelope.Settlement;
import java.time.Duration;

/**
 * A group of senders, as a connection factory is configured.
 *
 * @param name of the group
 * @param settlement who knows how the group's transactions ended
 * @param deliveryTimeout how long a commit waits for delivery; zero is not at all
 */
record SenderGroup(String name, Settlement settlement, Duration deliveryTimeout) {

  /** Whether its commits wait for delivery. */
  boolean waits() {
    return !deliveryTimeout.isZero();
  }
}
