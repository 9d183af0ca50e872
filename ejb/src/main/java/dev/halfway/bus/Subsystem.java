package dev.halfway.bus;

/**
 * Says that there is a subsystem, so that it can be seen, paused and resumed. Its consumer's {@code
 * subscriptionName} must be that of {@link #subscription}.
 */
public interface Subsystem {

  /** Who answers with {@link TicketIssued} or {@link TicketRefused}. */
  String TICKETING = "ticketing";

  /** Who answers with {@link PrizeCalculated}. */
  String PRIZES = "prizes";

  /** Lower-case letters. */
  String name();

  /** The name of its durable subscription to the bus. */
  default String subscription() {
    return "bus-" + name();
  }
}
