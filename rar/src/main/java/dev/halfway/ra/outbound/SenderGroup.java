package dev.halfway.ra.outbound;

import dev.halfway.ra.protocol.Envelope.Settlement;
import java.time.Duration;

/**
 * A group of senders, as a connection factory is configured; a delivery timeout of zero is not to
 * wait for delivery.
 */
record SenderGroup(String name, Settlement settlement, Duration deliveryTimeout) {

  boolean waits() {
    return !deliveryTimeout.isZero();
  }
}
