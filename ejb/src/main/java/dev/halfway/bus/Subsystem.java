package dev.halfway.bus;

/**
 * Says that there is a subsystem, so that it can be seen, paused and resumed. Its consumer's
 * durable subscription must be called {@code halfway.bus-<name>}.
 */
public interface Subsystem {

  /** Who answers with {@link TicketIssued} or {@link TicketRefused}. */
  String TICKETING = "ticketing";

  /** Who answers with {@link PrizeCalculated}. */
  String PRIZES = "prizes";

  /** Lower-case letters. */
  String name();
}
