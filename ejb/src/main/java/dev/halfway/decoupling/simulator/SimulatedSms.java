package dev.halfway.decoupling.simulator;

import java.time.Instant;

/**
 * A message the simulated centre accepted as a whole.
 *
 * @param messageId the id answered for the part that completed it
 * @param from the sender, an international number with its plus
 * @param to the recipient, an international number with its plus
 * @param text of all parts together
 * @param parts how many segments it came in, 1 or more
 * @param acceptedAt when it was complete
 */
public record SimulatedSms(
    String messageId, String from, String to, String text, int parts, Instant acceptedAt) {}
