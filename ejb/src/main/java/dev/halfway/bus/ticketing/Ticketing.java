package dev.halfway.bus.ticketing;

import dev.halfway.bus.Subsystem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** There is a subsystem that issues tickets. */
@ApplicationScoped
public class Ticketing implements Subsystem {

  @Inject
  @ConfigProperty(name = "halfway.bus.ticket-limit", defaultValue = "10000")
  private BigDecimal limit;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public Ticketing() {}

  @Override
  public String name() {
    return TICKETING;
  }

  void check(@Observes Startup started) {
    if (limit.signum() <= 0) {
      throw new IllegalStateException(
          "halfway.bus.ticket-limit: must be more than 0: " + limit.toPlainString());
    }
  }

  /** The highest stake that gets a ticket. */
  BigDecimal limit() {
    return limit;
  }
}
