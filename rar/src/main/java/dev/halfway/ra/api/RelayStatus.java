package dev.halfway.ra.api;

import java.time.Duration;
import java.util.List;

/**
 * What the adapter on this node is doing; counters since it started.
 *
 * @param node the node's name
 * @param ready whether messages can be sent and are relayed
 * @param pending half messages of this node on their way: prepared and not settled yet
 * @param lag age of the oldest of them
 * @param half messages made durable in a half queue
 * @param forwarded messages delivered to their destination
 * @param swallowed messages of transactions that rolled back
 * @param checked questions asked past the immunity time: fences and checkers
 * @param setAside times a message was put into a waiting queue
 * @param parked messages put into the parked queue
 * @param takenOver half queues of other nodes that this one relays now
 * @param alarms what an operator has to look at, in words; empty when all is well
 */
public record RelayStatus(
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
    List<String> alarms) {}
