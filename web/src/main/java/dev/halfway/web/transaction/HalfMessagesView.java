package dev.halfway.web.transaction;

import dev.halfway.ra.api.RelayStatus;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the adapter on this node is doing, as clients see it; counters since its start.
 *
 * @param ready whether messages can be sent and are relayed
 * @param pending half messages of this node on their way
 * @param lag age of the oldest of them
 * @param half messages made durable in a half queue
 * @param forwarded messages delivered to their destination
 * @param swallowed messages of transactions that rolled back
 * @param checked questions asked past the immunity time
 * @param setAside times a message was put into a waiting queue
 * @param parked messages put into the parked queue
 * @param takenOver half queues of other nodes that this one relays now
 * @param alarms what an operator has to look at; empty when all is well
 */
@Schema(name = "HalfMessages")
public record HalfMessagesView(
    String node,
    boolean ready,
    long pending,
    Duration lag,
    long half,
    long forwarded,
    long swallowed,
    long checked,
    long setAside,
    long parked,
    List<String> takenOver,
    List<String> alarms) {

  static HalfMessagesView of(RelayStatus status) {
    return new HalfMessagesView(
        status.node(),
        status.ready(),
        status.pending(),
        status.lag(),
        status.half(),
        status.forwarded(),
        status.swallowed(),
        status.checked(),
        status.setAside(),
        status.parked(),
        status.takenOver(),
        status.alarms());
  }
}
