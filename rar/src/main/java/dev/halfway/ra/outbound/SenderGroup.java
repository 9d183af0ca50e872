package dev.halfway.ra.outbound;

import dev.halfway.ra.protocol.Envelope.Settlement;
import java.time.Duration;

/** A group of senders as configured; a timeout of zero is not to wait for delivery. */
record SenderGroup(String name, Settlement settlement, Duration deliveryTimeout) {

  boolean waits() {
    return !deliveryTimeout.isZero();
  }
}
