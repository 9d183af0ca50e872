package dev.halfway.decoupling.link;

/**
 * What a link did since it was opened; the numbers only grow.
 *
 * @param submitted messages accepted with all their segments
 * @param refused messages the centre refused
 * @param throttled answers that asked to send less
 * @param unknown messages whose outcome is unknown
 * @param reconnects sessions after the first one
 * @param receipts delivery receipts the listener took
 */
public record LinkCounters(
    long submitted, long refused, long throttled, long unknown, long reconnects, long receipts) {}
